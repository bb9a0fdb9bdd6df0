"""When a file's call began, by its name or its date."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from assist.calls.call_start import began

OWN = datetime(2026, 11, 21, 8, 30)


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("20261119-165203-anna.wav", datetime(2026, 11, 19, 16, 52, 3)),
        ("20261119165203.mp3", datetime(2026, 11, 19, 16, 52, 3)),
        ("2026-11-19 16.52 call 3.jsonl", datetime(2026, 11, 19, 16, 52)),
        ("support_2026-11-19T16-52-03.vtt", datetime(2026, 11, 19, 16, 52, 3)),
        ("2026-11-19 Ruth.flac", datetime(2026, 11, 19)),
        ("2026-11-21 Ruth.flac", OWN),
        ("2026-11-19 4711.wav", datetime(2026, 11, 19)),
        ("order 20269931 of 2026-11-19.wav", datetime(2026, 11, 19)),
        ("call 202611190001.wav", datetime(2026, 11, 19, 0, 1)),
        ("call 20261119001.wav", OWN),
        ("19.11.2026.wav", OWN),
        ("call.wav", OWN),
    ],
)
def test_a_file_says_when_its_call_began(name: str, when: datetime, tmp_path: Path) -> None:
    file = tmp_path / name
    file.touch()
    os.utime(file, (OWN.timestamp(), OWN.timestamp()))
    assert began(file) == when
