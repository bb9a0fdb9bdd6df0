"""The floors of the house hold: every import that ARCHITECTURE.md forbids is caught."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


def floors(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter over a copy of the house in `folder`."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name in ("assist", "models", "ui"):
        ignored = shutil.ignore_patterns("__pycache__", "*.bin", "*.flac", "*.json*")
        shutil.copytree(REPOSITORY / name, tmp_path / name, ignore=ignored)
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("assist/session.py", "import models.load", "The call knows neither"),
        ("assist/session.py", "import ui.theme", "The call knows neither"),
        ("models/load.py", "import ui.theme", "Windows and models never"),
        ("ui/theme.py", "import models.load", "Windows and models never"),
        ("assist/session.py", "import PySide6.QtCore", "Qt lives in ui only"),
        ("assist/audio/file.py", "import sounddevice", "sounddevice is imported in one file"),
        ("assist/session.py", "import sqlalchemy", "SQL lives in the store only"),
    ],
)
def test_a_forbidden_import_breaks_its_contract(house: Path, file: str, line: str, broken: str) -> None:
    with (house / file).open("a") as source:
        source.write(f"\n{line}\n")
    run = floors(house)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "BROKEN" in run.stdout[run.stdout.index(broken) :][:160]


def test_the_packages_that_are_imported_are_this_projects() -> None:
    for name in ("assist", "models", "ui"):
        spec = importlib.util.find_spec(name)
        assert spec is not None and spec.origin is not None
        assert Path(spec.origin).parent == REPOSITORY / name
