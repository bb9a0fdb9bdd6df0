"""The program of a capture process: one device, to standard output, until standard input closes.

It loads what it needs and waits, with nothing of the machine's sound open, for a line of JSON with the device. Then
it gives a line, `{"name", "title", "rate", "channels"}`, or `{"problem"}` where the device cannot be opened, and
records: when the block ended, its frames, whether sound was lost before it (`RECORD`), and its float32 samples. It ends
with MOVED where what the machine plays comes from another output now. A process of its own, because a sound library may
hang or crash, sees no new devices once it runs, and must not wait for anybody's decoding. Imports as little as it can.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
import threading
import time
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import BinaryIO

from assist.audio import microphone, pulse
from assist.audio.microphone import BLOCK_SECONDS, SPEAKERS, WindowsLoopback, now, open_stream
from assist.audio.windows_output import default_output
from assist.errors import InputError

RECORD = struct.Struct("<dII")
MOVED = 3
_SILENCE_SECONDS = 0.2  # a loopback that gives nothing for so long is silent
_OUTPUT_SECONDS = 1.0  # how often Windows is asked for its default output


def main() -> int:
    out = _output()
    with suppress(InputError):  # it is said to whoever wants to record
        microphone.load()
    line = sys.stdin.buffer.readline()
    if not line:
        return 0
    wanted: str | int | None = json.loads(line)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    blocks: SimpleQueue[tuple[float, int, bool, bytes] | None] = SimpleQueue()
    try:
        microphone.look()
        stream = open_stream(
            wanted,
            lambda sound, frames, lost: blocks.put((now(), frames, lost, sound)),
            lambda: blocks.put(None),
        )
        stream.__enter__()
    except InputError as problem:
        out.write(json.dumps({"problem": str(problem)}).encode() + b"\n")
        out.flush()
        return 2
    device = stream.device
    about = {
        "name": device.name,
        "title": device.title or device.name,
        "rate": stream.rate,
        "channels": stream.channels,
    }
    out.write(json.dumps(about).encode() + b"\n")
    out.flush()
    if stream.device.host_api == "PulseAudio":
        watched = (stream.device.name, wanted == SPEAKERS)
        threading.Thread(target=_leave_with_source, args=watched, daemon=True).start()
    if isinstance(stream, WindowsLoopback):
        threading.Thread(target=_leave_with_output, daemon=True).start()
    silent_from = now()
    while True:
        try:
            block = blocks.get(timeout=BLOCK_SECONDS)
        except Empty:
            at = now()
            # only Windows' loopback falls silent like this; of any other device it means that it is gone
            if isinstance(stream, WindowsLoopback) and at - silent_from > _SILENCE_SECONDS:
                if stream.gone:
                    os._exit(1)
                frames = round((at - silent_from) * stream.rate)
                out.write(RECORD.pack(at, frames, 0) + bytes(4 * frames * stream.channels))
                out.flush()
                silent_from = at
            continue
        if block is None:
            os._exit(1)
        at, frames, lost, sound = block
        silent_from = at
        out.write(RECORD.pack(at, frames, lost) + sound)
        out.flush()


def _output() -> BinaryIO:
    """Standard output for this program alone: what a sound library says there would be taken for sound."""
    own = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(own, "wb")


def _leave_with_parent() -> None:
    sys.stdin.buffer.read()
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # with what listens to the sound server
    os._exit(0)


def _leave_with_source(name: str, default: bool) -> None:
    """The sound server moves a stream whose source is gone to another one: the wrong person would be heard. `default`:
    it is to be the default output's, whichever that is."""
    for _ in pulse.changes():
        if default and pulse.default_monitor() not in (name, None):
            os._exit(MOVED)
        offered = pulse.sources()
        if offered is not None and name not in (*offered, pulse.DEFAULT_MONITOR):
            os._exit(MOVED if default else 1)  # the server may take a moment to name another default


def _leave_with_output() -> None:
    """Windows goes on recording what the output plays that was the default one at first."""
    first = default_output()
    while default_output() in (first, ""):
        time.sleep(_OUTPUT_SECONDS)
    os._exit(MOVED)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)
