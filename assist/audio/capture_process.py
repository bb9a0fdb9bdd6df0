"""The program of a capture process: one device, to standard output, until standard input closes.

First a line of JSON, `{"name", "rate", "channels"}`, or `{"problem"}` where the device cannot be opened. Then
records: when the block ended, its frames, whether sound was lost before it (`RECORD`), and its float32 samples. A
process of its own, because a sound library may hang or crash, sees no new devices once it runs, and must not wait
for anybody's decoding. Imports as little as it can: it is to be back within a second or two.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import threading
import time
from queue import Empty, SimpleQueue

from assist.audio import pulse
from assist.audio.microphone import BLOCK_SECONDS, WindowsLoopback, now, open_stream
from assist.errors import InputError

RECORD = struct.Struct("<dII")
_SILENCE_SECONDS = 0.2  # a loopback that gives nothing for so long is silent

_SOURCE_SECONDS = 1.0  # how often the sound server is asked whether the source is still there


def main(wanted: str | int | None) -> int:
    out = sys.stdout.buffer
    blocks: SimpleQueue[tuple[float, int, bool, bytes] | None] = SimpleQueue()
    try:
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
    about = {"name": stream.device.name, "rate": stream.rate, "channels": stream.channels}
    out.write(json.dumps(about).encode() + b"\n")
    out.flush()
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    if stream.device.host_api == "PulseAudio":
        threading.Thread(target=_leave_with_source, args=(stream.device.name,), daemon=True).start()
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


def _leave_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def _leave_with_source(name: str) -> None:
    """The sound server moves a stream whose source is gone to another one: the wrong person would be heard."""
    while name != pulse.SPEAKERS:
        time.sleep(_SOURCE_SECONDS)
        offered = pulse.sources()
        if offered is not None and name not in offered:
            os._exit(1)


if __name__ == "__main__":
    try:
        sys.exit(main(json.loads(sys.argv[1])))
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)
