"""The devices that sound can be recorded from, and one of them opened. The only file that knows the sound library."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from assist.audio import pulse
from assist.errors import InputError

BLOCK_SECONDS = 0.05
WASAPI = "Windows WASAPI"
"""The one of Windows' ways to its sound that gives every device once, with its whole name."""
SPEAKERS = "speakers"
"""Instead of a device's name: whatever this machine plays, which is the caller where the call is on it."""
DEVICES = threading.RLock()
"""Held by whoever lists devices or opens one: the library forgets them all while it looks for new ones."""
PLAYING: set[object] = set()
"""What plays in this program just now."""


@dataclass(frozen=True, slots=True)
class Device:
    """A device that sound can be recorded from. `loopback`: it carries what an output plays. `title`: what its
    system calls it for people, where its name is none for them."""

    index: int
    name: str
    channels: int
    host_api: str
    default: bool
    loopback: bool = False
    title: str = ""


def list_devices() -> list[Device]:
    """All devices with an input, and on Linux the sound server's sources, which have -1 for a number.

    Raises InputError where the sound library is missing.
    """
    with DEVICES:
        return _listed(sound_library())


def _listed(library: Any) -> list[Device]:
    default = library.default.device[0]
    apis = {place: api["name"] for place, api in enumerate(library.query_hostapis())}
    for place, api in enumerate(library.query_hostapis()):
        if api["name"] == WASAPI:  # the others have the same devices again, some with their names cut off
            apis, default = {place: WASAPI}, api["default_input_device"]
    devices = [
        Device(
            device["index"], device["name"], device["max_input_channels"], apis[device["hostapi"]],
            device["index"] == default,
        )
        for device in library.query_devices()
        if device["max_input_channels"] > 0 and device["hostapi"] in apis
    ]  # fmt: skip
    if any(device.name == pulse.DEVICE for device in devices):
        devices += [
            Device(-1, name, 2, "PulseAudio", False, name.endswith(".monitor"), title)
            for name, title in (pulse.sources() or {}).items()
        ]
    return devices


def find_device(wanted: str | int | None) -> Device:
    """The device by its number, its name or title, or a part of one; the default one for None; for "speakers" what
    this machine plays.

    Raises InputError naming what there is.
    """
    if wanted == SPEAKERS:
        return _speakers()
    devices = list_devices()
    if not devices:
        raise InputError("No microphone was found: plug one in, or allow the program to use it.")
    if wanted is None:
        return next((device for device in devices if device.default), devices[0])
    text = str(wanted)
    found = [device for device in devices if device.index >= 0 and text == str(device.index)]
    found = found or [device for device in devices if text == device.name]
    found = found or [device for device in devices if text.casefold() in device.name.casefold()]
    found = found or [device for device in devices if text == device.title]
    found = found or [device for device in devices if text.casefold() in device.title.casefold()]
    if len(found) == 1:
        return found[0]
    names = "; ".join(_label(device) for device in found or devices)
    if found:
        raise InputError(
            f'More than one input device is called "{wanted}": give the number or the whole name of {names}.'
        )
    raise InputError(f'There is no input device "{wanted}": expected one of {names}.')


class Stream:
    """One input device, open while the context is: `heard(sound, frames, lost)` is called with each block's bytes
    (float32, `channels` interleaved, at `rate`), `ended()` when the device gives no more.

    Both run in the sound library's own thread, where nothing may take long. `lost`: the library says that sound
    was dropped before this block. Raises InputError where the device cannot be opened.
    """

    def __init__(
        self, device: Device, heard: Callable[[bytes, int, bool], None], ended: Callable[[], None]
    ) -> None:
        self.device = device
        library = sound_library()
        index = device.index
        if device.host_api == "PulseAudio":
            pulse.select(device.name)
            index = next(one["index"] for one in library.query_devices() if one["name"] == pulse.DEVICE)
        about = library.query_devices(index)
        self.rate = round(about["default_samplerate"])
        self.channels = min(2, about["max_input_channels"])

        def listen(sound: Any, frames: int, when: Any, status: Any) -> None:
            heard(bytes(sound), frames, bool(status.input_overflow))

        try:
            self._stream: Any = library.RawInputStream(
                samplerate=self.rate, blocksize=round(self.rate * BLOCK_SECONDS), device=index,
                channels=self.channels, dtype="float32", callback=listen, finished_callback=ended,
            )  # fmt: skip
        except library.PortAudioError as problem:
            raise self._failed(problem) from problem

    def __enter__(self) -> Stream:
        try:
            self._stream.start()
        except sound_library().PortAudioError as problem:
            self._stream.close()
            raise self._failed(problem) from problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close(ignore_errors=True)

    def _failed(self, problem: Exception) -> InputError:
        return InputError(
            f'The input device "{self.device.name}" cannot be opened ({problem}): close what else records from '
            "it, or choose another."
        )


class WindowsLoopback:
    """What a Windows machine plays, through PyAudioWPatch; PortAudio as it comes cannot record that.

    Written from the package's documentation. WASAPI gives nothing while nothing plays: `ended` is never called.
    """

    def __init__(self, heard: Callable[[bytes, int, bool], None]) -> None:
        try:
            import pyaudiowpatch
        except ImportError as problem:
            raise InputError(
                'To hear what this machine plays, the package PyAudioWPatch is needed: "pip install '
                'PyAudioWPatch".'
            ) from problem
        self._library = pyaudiowpatch.PyAudio()
        try:
            about = self._library.get_default_wasapi_loopback()
        except (OSError, LookupError) as problem:
            self._library.terminate()
            raise InputError(f"What this machine plays cannot be recorded ({problem}).") from problem
        self.device = Device(about["index"], about["name"], about["maxInputChannels"], WASAPI, False, True)
        self.rate = round(about["defaultSampleRate"])
        self.channels: int = about["maxInputChannels"]

        def listen(sound: bytes, frames: int, when: Any, status: int) -> tuple[None, int]:
            heard(sound, frames, bool(status & pyaudiowpatch.paInputOverflow))
            return None, pyaudiowpatch.paContinue

        self._open: Callable[[], Any] = lambda: self._library.open(
            format=pyaudiowpatch.paFloat32, channels=self.channels, rate=self.rate, input=True,
            input_device_index=self.device.index, frames_per_buffer=round(self.rate * BLOCK_SECONDS),
            stream_callback=listen,
        )  # fmt: skip

    def __enter__(self) -> WindowsLoopback:
        try:
            self._stream: Any = self._open()
        except OSError as problem:
            self._library.terminate()
            raise InputError(f"What this machine plays cannot be recorded ({problem}).") from problem
        return self

    @property
    def gone(self) -> bool:
        """Whether nothing will come any more, as after the output was unplugged; its silence is no sign of it."""
        return not self._stream.is_active()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
        self._library.terminate()


def open_stream(
    wanted: str | int | None, heard: Callable[[bytes, int, bool], None], ended: Callable[[], None]
) -> Stream | WindowsLoopback:
    """The stream of a device as `find_device` finds it. Raises InputError where there is none."""
    if wanted == SPEAKERS and sys.platform == "win32":
        return WindowsLoopback(heard)
    return Stream(find_device(wanted), heard, ended)


def load() -> None:
    """Loads the sound library and lets go of the machine's devices again. InputError where it is missing."""
    sound_library()._terminate()


def look() -> None:
    """After `load`: devices are looked for now, those that came since included, and can be opened."""
    sound_library()._initialize()


def look_again() -> None:
    """Devices that came since are among those listed from now on. Not while something is played here: the library
    would break it off. InputError where it is missing."""
    with DEVICES:
        if not PLAYING:
            load()
            look()


def now() -> float:
    """The clock that blocks are stamped with; all processes of a machine share it."""
    return time.monotonic()


def _speakers() -> Device:
    if sys.platform == "win32":
        return Device(-1, SPEAKERS, 2, WASAPI, False, True)
    if sys.platform == "darwin":
        virtual = [device for device in list_devices() if "blackhole" in device.name.casefold()]
        if virtual:
            return virtual[0]
        raise InputError(
            "macOS lets no program record what it plays: install a virtual device such as BlackHole, send the "
            "softphone's sound to it, and choose it here."
        )
    if any(device["name"] == pulse.DEVICE for device in sound_library().query_devices()):
        name = pulse.default_monitor() or pulse.DEFAULT_MONITOR
        return Device(-1, name, 2, "PulseAudio", False, True, (pulse.sources() or {}).get(name, ""))
    raise InputError(
        "What this machine plays can be recorded through PulseAudio or PipeWire: on Debian, install "
        "libasound2-plugins."
    )


def _label(device: Device) -> str:
    return device.name if device.index < 0 else f"{device.index}: {device.name}"


def sound_library() -> Any:
    """The sound library, for what is heard and what is played. InputError where PortAudio is missing."""
    try:
        import sounddevice
    except OSError as problem:  # the Python package is there, PortAudio itself is not
        raise InputError(
            f"The sound library PortAudio is missing ({problem}): on Debian, install libportaudio2."
        ) from problem
    return sounddevice
