"""Scroll bars that keep their place, and are seen only where there is something to scroll."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea


def scroll_quietly(area: QAbstractScrollArea) -> None:
    """Only up and down; the bar's room is always kept, so that text never wraps anew when it appears."""
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar = area.verticalScrollBar()
    bar.setEnabled(False)
    bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))


SCROLL_BAR_WIDTH = 8
