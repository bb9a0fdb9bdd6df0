"""The one way in which the windows speak: every text of the interface passes here, so that it can be translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "call-assist"


def tr(text: str, /, **values: object) -> str:
    """The text in the language of the interface, with `{names}` filled in."""
    said = QCoreApplication.translate(CONTEXT, text)
    return said.format(**values) if values else said
