"""scripts/setup on machines that are not as they should be, with a Python that only says what it was asked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = """#!/bin/bash
# an environment's Python knows pip where it is in it; `no-ensurepip` stands for a Debian without python3-venv
here=$(cd "$(dirname "$0")" && pwd -P)
case "$*" in
    "-c import pip"*) [ -e "$here/pip" ] ;;
    -c*) ;;
    "-m venv --clear .venv")
        rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python
        echo "command = $0 -m venv $(pwd -P)/.venv" >.venv/pyvenv.cfg
        [ -e "$here/no-ensurepip" ] && exit 1
        touch .venv/bin/pip; echo "made" >>"$ASKED" ;;
    "-m pip install"*) [ -e "$here/pip" ] && echo "installed" >>"$ASKED" ;;
    *) exit 9 ;;
esac
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the script is bash's")


class Machine:
    """A clone on a machine of its own, in a folder with a space in its name."""

    def __init__(self, folder: Path) -> None:
        self.clone = folder / "my clones" / "call assist"
        (self.clone / "scripts").mkdir(parents=True)
        shutil.copy(ROOT / "scripts" / "setup", self.clone / "scripts")
        for name in ("pyproject.toml", "constraints.txt"):
            (self.clone / name).write_text(name)
        self.programs = folder / "programs"
        self.programs.mkdir()
        for name, text in (("python3", PYTHON), ("dpkg-query", "#!/bin/sh\necho install ok installed\n")):
            (self.programs / name).write_text(text)
            (self.programs / name).chmod(0o755)
        self._asked = folder / "asked"

    def set_up(self) -> tuple[int, list[str], str]:
        """The script's exit status, what it had done, and what it said."""
        self._asked.write_text("")
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            [self.clone / "scripts" / "setup"], capture_output=True, text=True, timeout=60, check=False,
            env={**os.environ, "PATH": path, "ASKED": str(self._asked), "PYTHON": ""},
        )  # fmt: skip
        return done.returncode, self._asked.read_text().split(), done.stderr


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_second_run_has_nothing_to_do_until_other_packages_are_wanted(machine: Machine) -> None:
    assert machine.set_up()[:2] == (0, ["made", "installed"])
    assert machine.set_up() == (0, [], "")
    (machine.clone / "constraints.txt").write_text("newer")
    assert machine.set_up()[:2] == (0, ["installed"])


def test_what_was_left_half_made_without_python3_venv_is_made_when_it_is_there(machine: Machine) -> None:
    (machine.programs / "no-ensurepip").touch()
    status, done, said = machine.set_up()
    assert (status, done) == (2, []) and "sudo apt-get install python3-venv" in said
    (machine.programs / "no-ensurepip").unlink()
    assert machine.set_up()[:2] == (0, ["made", "installed"])


def test_an_environment_whose_python_was_taken_away_is_made_anew(machine: Machine) -> None:
    machine.set_up()
    python = machine.clone / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/usr/bin/python-of-last-year")
    assert machine.set_up()[:2] == (0, ["made", "installed"])
    assert machine.set_up() == (0, [], "")


def test_a_clone_that_was_moved_gets_an_environment_where_it_is(machine: Machine) -> None:
    machine.set_up()
    machine.clone = machine.clone.rename(machine.clone.with_name("elsewhere"))
    assert machine.set_up()[:2] == (0, ["made", "installed"])
