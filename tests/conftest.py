"""What every test needs: no window on anybody's screen, and nobody's own settings or calls."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # a busy machine fails no test
settings.load_profile("patient")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

pytest_plugins = ["tests.sound_server", "tests.x_server", "tests.models.hub"]

REPOSITORY = Path(__file__).parent.parent
SAMPLES = REPOSITORY / "tests" / "samples"
BUNDLED = REPOSITORY / "models" / "bundled"


@pytest.fixture(autouse=True)
def nothing_is_left_out(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A call goes on where the coach or the note fails at something, and so would a test. One that makes them fail
    clears the log."""
    yield
    assert [one.getMessage() for one in caplog.get_records("call") if one.name == "assist.session"] == []


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and calls of this test alone."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return tmp_path
