"""A whole call on a machine that has no network at all; nothing even asks for one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest

from tests.conftest import SAMPLES

WATCHED = """
import sys
def watch(event, details):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        print("asked for the network:", event, details, file=sys.stderr)
        sys.exit(3)
sys.addaudithook(watch)
from assist.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_call_is_heard_coached_and_noted_without_a_network() -> None:
    apart = [
        "unshare",
        "--map-root-user",
        "--net",
    ]  # a network namespace without so much as a loopback that is up
    if not shutil.which("unshare") or subprocess.run([*apart, "true"], capture_output=True).returncode:
        pytest.skip("needs a system on which a program may be cut off from the network (unshare --net)")
    run = subprocess.run(
        [*apart, sys.executable, "-c", WATCHED, "replay", str(SAMPLES / "parcel.flac"), "--json", "--save"],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert sum(line["type"] == "utterance" for line in lines) > 5
    assert lines[-1]["type"] == "note"


def test_a_program_that_asks_for_the_network_would_be_noticed() -> None:
    asks = "import socket; socket.create_connection(('127.0.0.1', 9))"
    program = WATCHED.replace("from assist.cli import main\nsys.exit(main(sys.argv[1:]))", asks)
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 3 and "asked for the network" in run.stderr
