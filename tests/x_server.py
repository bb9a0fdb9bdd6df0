"""A real X server of a test's own, and one with a window manager."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator

import pytest


@pytest.fixture
def x_server() -> Iterator[str]:
    """The DISPLAY of an X server of this test alone."""
    if not shutil.which("Xvfb"):
        pytest.skip("needs Xvfb (Debian: xvfb)")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        # without -noreset it begins anew when its last client goes, and takes one that is just coming down with it
        ["Xvfb", "-noreset", "-displayfd", str(writing), "-screen", "0", "1280x1000x24"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        yield f":{pipe.readline().strip()}"
    server.terminate()
    server.wait(10)


@pytest.fixture
def x_desktop(x_server: str) -> Iterator[dict[str, str]]:
    """The environment of programs on an X server with a window manager; xdotool asks it and plays the person."""
    for program, package in (("openbox", "openbox"), ("xdotool", "xdotool")):
        if not shutil.which(program):
            pytest.skip(f"needs {program} (Debian: {package})")
    environment = {**os.environ, "DISPLAY": x_server, "QT_QPA_PLATFORM": "xcb"}
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    # a window that is there before the manager gets the focus from nobody
    while subprocess.run(["xdotool", "get_num_desktops"], env=environment, capture_output=True).returncode:
        assert manager.poll() is None, "openbox did not start"
        time.sleep(0.05)
    yield environment
    manager.terminate()
    manager.wait(10)
