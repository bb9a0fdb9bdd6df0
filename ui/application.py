"""Qt's application, of which a program has one."""

from __future__ import annotations

import locale
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication


def application(arguments: Sequence[str]) -> QApplication:
    """The one that runs, or one that is made with these arguments."""
    app = QApplication.instance() or QApplication(list(arguments))
    assert isinstance(app, QApplication)
    # Qt lets the system name the days and months; the note compares such names, and we translate them ourselves
    locale.setlocale(locale.LC_TIME, "C")
    return app
