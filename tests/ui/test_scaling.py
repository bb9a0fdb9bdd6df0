"""On a screen with larger pixels the windows are as they are, only finer. Qt reads the scale once, at its start."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY

DRAWN = """
import json
from PySide6.QtWidgets import QApplication
app = QApplication([])
from tests.ui.test_gallery import cut_off
from gallery.scenes import SCENES, staged
found = {}
for name in ("trouble_dark", "strip_warning_light", "settings_playbook_light"):
    with staged(SCENES[name]) as window:
        found[name] = {"width": window.width(), "ratio": window.devicePixelRatioF(), "cut": cut_off(window)}
print(json.dumps(found))
"""


@pytest.mark.parametrize("factor", ["1.25", "1.5", "2"])
def test_windows_are_right_at_every_scale_of_the_screen(factor: str) -> None:
    folders = os.pathsep.join((str(REPOSITORY), str(REPOSITORY / "scripts")))
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": factor,
        "PYTHONPATH": folders,
    }
    done = subprocess.run(
        [sys.executable, "-c", DRAWN],
        env=environment,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for name, window in json.loads(done.stdout.splitlines()[-1]).items():
        assert window == {"width": 760 if "settings" in name else 380, "ratio": float(factor), "cut": []}, (
            name
        )
