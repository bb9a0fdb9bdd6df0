"""PortAudio reads its list of devices once: it is read anew where that breaks nothing off."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from assist.audio import microphone, speaker
from assist.audio.speaker import Speaker


class Library:
    """Knows the devices that were there when it was started, as PortAudio does."""

    PortAudioError = OSError

    def __init__(self) -> None:
        self.plugged = ["Built-in"]
        self._known = list(self.plugged)
        self.default = SimpleNamespace(device=[0, 0])

    def _terminate(self) -> None:
        self._known = []

    def _initialize(self) -> None:
        self._known = list(self.plugged)

    def query_hostapis(self) -> list[dict[str, Any]]:
        return [{"name": "Core Audio"}]

    def query_devices(self, *asked: object) -> Any:
        every = [
            {
                "index": place,
                "name": name,
                "max_input_channels": 1,
                "hostapi": 0,
                "default_samplerate": 16_000,
            }
            for place, name in enumerate(self._known)
        ]
        return every[0] if asked else every

    def check_output_settings(self, **_: object) -> None:
        pass

    def RawOutputStream(self, **_: object) -> Any:
        return SimpleNamespace(close=lambda ignore_errors: None)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    library = Library()
    for module in (microphone, speaker):
        monkeypatch.setattr(module, "sound_library", lambda: library)
    yield library
    microphone.PLAYING.clear()


def names() -> list[str]:
    microphone.look_again()
    return [device.name for device in microphone.list_devices()]


def test_a_headset_that_came_later_is_found(library: Library) -> None:
    assert names() == ["Built-in"]
    library.plugged.append("Headset")
    assert names() == ["Built-in", "Headset"]


def test_nothing_that_is_played_is_broken_off(library: Library) -> None:
    playing = Speaker()
    library.plugged.append("Headset")
    assert names() == ["Built-in"]
    playing.close()
    assert names() == ["Built-in", "Headset"]
