"""How tests find what is in a window, and how long they wait for it."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QWidget

WAIT = 60_000
"""Milliseconds, on a machine that is busy with other things."""


def button(window: QWidget, text: str) -> QAbstractButton:
    """The window's button with these words."""
    return next(one for one in window.findChildren(QAbstractButton) if one.text() == text)
