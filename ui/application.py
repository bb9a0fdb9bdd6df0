"""Qt's application, of which a program has one."""

from __future__ import annotations

import locale
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication


def application(arguments: Sequence[str]) -> QApplication:
    """The one that runs, or one that is made with these arguments."""
    app = QApplication.instance() or QApplication(list(arguments))
    assert isinstance(app, QApplication)
    # Qt takes over the system's names of days, which the note compares and we translate ourselves, and its decimal
    # comma, with which FFmpeg would no longer understand the speed of 1.5
    locale.setlocale(locale.LC_TIME, "C")
    locale.setlocale(locale.LC_NUMERIC, "C")
    return app
