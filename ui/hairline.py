"""The thin line between two parts of a window."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame


class Hairline(QFrame):
    """Across, in the theme's colour for lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hairline")
        self.setFixedHeight(1)
