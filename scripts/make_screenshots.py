#!/usr/bin/env python3
"""Runs the sample call through the sidebar and takes its picture at the moments named.

xvfb-run -s "-screen 0 1280x1000x24" .venv/bin/python scripts/make_screenshots.py --folder build/pictures
"""

from __future__ import annotations

import argparse
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assist.audio.file import read_recording
from assist.cli.demo import CALL, STARTED
from assist.coach.playbook import load_playbook
from assist.session import Session, listen
from assist.speech.decoder import Inline
from assist.speech.listener import Listener
from models.load import load_engine
from ui.sidebar import Sidebar
from ui.theme import Theme

MOMENTS = {"vent": 24.0, "calm_down": 46.0, "clarify": 63.0, "options": 98.0, "end": 1e9}
"""Seconds of the sample call."""
SETTLE_MS = 400


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    parser.add_argument("--model")
    parser.add_argument("--height", type=int, default=940)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setApplicationName("Call Assist")
    playbook = load_playbook("upset-client")
    sidebar = Sidebar(playbook, Theme(options.theme), "Call Assist")
    sidebar.resize(380, options.height)
    sidebar.show()
    sidebar.begin()
    listener = Listener(Inline(load_engine(options.model)))
    session = Session(playbook, STARTED, listener.quiet)
    waiting = dict(MOMENTS)

    def take_picture(name: str) -> None:
        QTest.qWait(SETTLE_MS)
        sidebar.grab().save(str(options.folder / f"{options.theme}_{name}.png"))
        waiting.pop(name)

    for event in listen(session, listener, read_recording(CALL)):
        sidebar.pulse.take(event)
        for name in [name for name, at in waiting.items() if event.at >= at]:
            take_picture(name)
    take_picture("end")


if __name__ == "__main__":
    main()
