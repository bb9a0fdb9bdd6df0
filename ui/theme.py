"""How the windows look: colours, type and measures, light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

ThemeChoice = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as #RRGGBB; type sizes and measures in pixels of the desktop (before its scaling)."""

    ground: str
    card: str
    ink: str
    muted: str
    line: str
    accent: str
    on_accent: str
    warning: str
    warning_ground: str
    caller: str
    you: str
    chip: str

    small: float = 11
    body: float = 13.5
    lead: float = 16
    head: float = 22
    grid: int = 4
    radius: int = 10
    card_radius: int = 14


LIGHT = Tokens(
    ground="#F6F5F2",
    card="#FFFFFF",
    ink="#1D1C1A",
    muted="#65625A",
    line="#E2DFD8",
    accent="#0B6E66",
    on_accent="#FFFFFF",
    warning="#9A3B12",
    warning_ground="#FBEDE4",
    caller="#EDEAE3",
    you="#DFF0ED",
    chip="#E8E5DD",
)
DARK = Tokens(
    ground="#1B1C1E",
    card="#242629",
    ink="#F0EEEA",
    muted="#A9A69E",
    line="#34363A",
    accent="#5CC8BC",
    on_accent="#10201E",
    warning="#F2A679",
    warning_ground="#3A2A22",
    caller="#2B2D30",
    you="#1E3432",
    chip="#35373B",
)

TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    ("ink", "ground"),
    ("muted", "ground"),
    ("accent", "ground"),
    ("warning", "ground"),
    ("ink", "card"),
    ("muted", "card"),
    ("accent", "card"),
    ("ink", "warning_ground"),
    ("muted", "warning_ground"),
    ("warning", "warning_ground"),
    ("ink", "caller"),
    ("muted", "caller"),
    ("ink", "you"),
    ("muted", "you"),
    ("muted", "chip"),
    ("ink", "chip"),
    ("on_accent", "accent"),
)
"""Every pair of tokens in which words or signs stand on a ground."""


class Theme(QObject):
    """The tokens in force; "system" follows the desktop's light or dark as it changes."""

    changed = Signal()

    def __init__(self, choice: ThemeChoice = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self._family = "Inter" if "Inter" in QFontDatabase.families() else QGuiApplication.font().family()
        self._dots_per_inch = QGuiApplication.primaryScreen().logicalDotsPerInch()
        hints = QGuiApplication.styleHints()
        self.tokens = self._chosen(hints.colorScheme())
        hints.colorSchemeChanged.connect(self._follow)

    def _chosen(self, scheme: Qt.ColorScheme) -> Tokens:
        dark = self._choice == "dark" or (self._choice == "system" and scheme == Qt.ColorScheme.Dark)
        return DARK if dark else LIGHT

    @Slot(Qt.ColorScheme)
    def _follow(self, scheme: Qt.ColorScheme) -> None:
        tokens = self._chosen(scheme)
        if tokens != self.tokens:
            self.tokens = tokens
            self.changed.emit()

    def colour(self, name: str) -> QColor:
        """The colour of a token, by the token's name."""
        return QColor(getattr(self.tokens, name))

    def font(self, size: float, weight: QFont.Weight = QFont.Weight.Normal, spacing: float = 0) -> QFont:
        """The interface's font at a token's size; `spacing` is added between letters, in pixels."""
        font = QFont(self._family)
        # a size in points may be fractional, a size in pixels may not
        font.setPointSizeF(size * 72 / self._dots_per_inch)
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        if spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
        return font

    def line_height(self, size: float) -> int:
        """The distance of two lines of text of a token's size."""
        return round(size * (1.27 if size >= self.tokens.head else 1.46))

    def palette(self) -> QPalette:
        palette = QPalette()
        for role, name in (
            (QPalette.ColorRole.Window, "ground"),
            (QPalette.ColorRole.WindowText, "ink"),
            (QPalette.ColorRole.Base, "ground"),
            (QPalette.ColorRole.Text, "ink"),
            (QPalette.ColorRole.Button, "chip"),
            (QPalette.ColorRole.ButtonText, "ink"),
            (QPalette.ColorRole.Highlight, "accent"),
            (QPalette.ColorRole.HighlightedText, "on_accent"),
            (QPalette.ColorRole.ToolTipBase, "card"),
            (QPalette.ColorRole.ToolTipText, "ink"),
            (QPalette.ColorRole.PlaceholderText, "muted"),
        ):
            palette.setColor(role, self.colour(name))
        return palette

    def style_sheet(self) -> str:
        """What the palette cannot say: hairlines, scroll bars, chips, tool tips."""
        tokens = self.tokens
        return f"""
            QToolTip {{ color: {tokens.ink}; background: {tokens.card}; border: 1px solid {tokens.line};
                padding: 4px 6px; }}
            QScrollArea, QListView {{ background: transparent; border: none; }}
            QFrame#hairline {{ background: {tokens.line}; border: none; }}
            QSplitter::handle:vertical {{ background: {tokens.line}; }}
            QSplitter::handle:vertical:hover {{ background: {tokens.accent}; }}
            QScrollBar:vertical {{ background: transparent; width: 8px; margin: 0; }}
            QScrollBar::handle:vertical {{ background: {tokens.line}; border-radius: 3px; min-height: 24px;
                margin: 0 2px 0 0; }}
            QScrollBar::handle:vertical:disabled {{ background: transparent; }}
            QScrollBar::handle:vertical:hover {{ background: {tokens.muted}; }}
            QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page
                {{ background: none; border: none; height: 0; }}
            QPushButton#chip {{ color: {tokens.muted}; background: {tokens.chip};
                border: 1px solid {tokens.chip}; border-radius: 5px; padding: 1px 5px; min-width: 10px; }}
            QPushButton#chip:hover {{ color: {tokens.ink}; }}
            QPushButton#chip:focus, QPushButton#link:focus {{ border-color: {tokens.accent}; }}
            QPushButton#link {{ color: {tokens.accent}; background: transparent;
                border: 1px solid transparent; border-radius: 6px; padding: 2px 6px; }}
            QPushButton#link:hover {{ background: {tokens.chip}; }}
            QPushButton#link:disabled {{ color: {tokens.muted}; }}
        """
