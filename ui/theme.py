"""How the windows look: colours, type and measures, light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget

ThemeChoice = Literal["system", "light", "dark"]

SMALLEST, LARGEST = 0.8, 2.0
"""Between these the type can be set; 1 is its size as the tokens have it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a person chooses of how the windows look. `still`: nothing moves, whatever the desktop says."""

    theme: ThemeChoice = "system"
    type_size: float = 1.0
    still: bool = False


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
    record: str
    edge: str
    """The border of what can be filled in: seen against its ground by those who see little (3:1)."""

    small: float = 11
    body: float = 13.5
    lead: float = 16
    reading: float = 19
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
    record="#C4262B",
    edge="#8A867C",
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
    record="#FF7070",
    edge="#7E7B75",
)

TEXT_ON_GROUND: tuple[tuple[str, str], ...] = (
    ("ink", "ground"),
    ("muted", "ground"),
    ("accent", "ground"),
    ("warning", "ground"),
    ("ink", "card"),
    ("muted", "card"),
    ("accent", "card"),
    ("warning", "card"),
    ("accent", "you"),
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
    ("record", "ground"),
)
"""Every pair of tokens in which words or signs stand on a ground."""


class Theme(QObject):
    """The look in force; "system" follows the desktop's light or dark as it changes. `changed` is sent when
    anything that is drawn should be drawn anew."""

    changed = Signal()

    def __init__(self, look: Look | ThemeChoice = Look(), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look if isinstance(look, Look) else Look(look)
        self._family = "Inter" if "Inter" in QFontDatabase.families() else QGuiApplication.font().family()
        self._dots_per_inch = QGuiApplication.primaryScreen().logicalDotsPerInch()
        hints = QGuiApplication.styleHints()
        self.tokens = self._chosen(hints.colorScheme())
        hints.colorSchemeChanged.connect(self._follow)

    @property
    def look(self) -> Look:
        return self._look

    def wear(self, look: Look) -> None:
        """Takes another look, at once and everywhere."""
        if look != self._look:
            self._look = look
            self.tokens = self._chosen(QGuiApplication.styleHints().colorScheme())
            self.changed.emit()

    def _chosen(self, scheme: Qt.ColorScheme) -> Tokens:
        choice = self._look.theme
        dark = choice == "dark" or (choice == "system" and scheme == Qt.ColorScheme.Dark)
        return DARK if dark else LIGHT

    @Slot(Qt.ColorScheme)
    def _follow(self, scheme: Qt.ColorScheme) -> None:
        tokens = self._chosen(scheme)
        if tokens != self.tokens:
            self.tokens = tokens
            self.changed.emit()

    @property
    def scale(self) -> float:
        """How large the type is, within its bounds."""
        return min(max(self._look.type_size, SMALLEST), LARGEST)

    def px(self, measure: float) -> int:
        """A measure that grows with the type: of what holds words or stands beside them."""
        return round(measure * self.scale)

    def window_size(self, width: int, height: int) -> QSize:
        """How large a window opens for the type that it shows, as far as the screen has room."""
        room = QGuiApplication.primaryScreen().availableSize()
        return QSize(self.px(width), self.px(height)).boundedTo(room)

    def least_width(self, measure: int) -> int:
        """What a window, or a part of it, is wide at least: larger type wraps more often, but fits the same screen."""
        return round(measure * (1 + (max(self.scale, 1) - 1) * 0.75))

    def colour(self, name: str) -> QColor:
        """The colour of a token, by the token's name."""
        return QColor(getattr(self.tokens, name))

    def font(self, size: float, weight: QFont.Weight = QFont.Weight.Normal, spacing: float = 0) -> QFont:
        """The interface's font at a token's size; `spacing` is added between letters, in pixels."""
        font = QFont(self._family)
        # a size in points may be fractional, a size in pixels may not
        font.setPointSizeF(size * self.scale * 72 / self._dots_per_inch)
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        if spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
        return font

    def line_height(self, size: float) -> int:
        """The distance of two lines of text of a token's size."""
        return round(size * self.scale * (1.27 if size >= self.tokens.head else 1.46))

    def dress(self, window: QWidget) -> None:
        """A window of its own takes the palette and the style sheet."""
        window.setStyleSheet("")  # under a style sheet a new palette would not be seen
        window.setPalette(self.palette())
        window.setAutoFillBackground(True)
        window.setStyleSheet(self.style_sheet())

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
        """What the palette cannot say: hairlines, scroll bars, chips, buttons, fields, menus, tool tips."""
        tokens = self.tokens
        ring, disc = 2 * self.px(7), self.px(4)
        words = f'font-family: "{self._family}"; font-size: {self.font(tokens.body).pointSizeF():.2f}pt;'
        return f"""
            QToolTip {{ color: {tokens.ink}; background: {tokens.card}; border: 1px solid {tokens.line};
                padding: 4px 6px; {words} }}
            QScrollArea, QListView, QTreeView, QScrollArea > QWidget > QWidget#page
                {{ background: transparent; border: none; }}
            QFrame#hairline {{ background: {tokens.line}; border: none; }}
            QSplitter::handle {{ background: {tokens.line}; }}
            QSplitter::handle:hover {{ background: {tokens.accent}; }}
            QScrollBar:vertical {{ background: transparent; width: 8px; margin: 0; }}
            QScrollBar::handle:vertical {{ background: {tokens.line}; border-radius: 3px; min-height: 24px;
                margin: 0 2px 0 0; }}
            QScrollBar::handle:vertical:disabled {{ background: transparent; }}
            QScrollBar::handle:vertical:hover {{ background: {tokens.muted}; }}
            QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page
                {{ background: none; border: none; height: 0; }}
            QMenu {{ color: {tokens.ink}; background: {tokens.card}; border: 1px solid {tokens.line};
                padding: 6px; {words} }}
            QMenu::item {{ padding: 6px 20px 6px 10px; border-radius: 6px; }}
            QMenu::item:selected {{ background: {tokens.chip}; }}
            QMenu::item:disabled {{ color: {tokens.muted}; }}
            QMenu::separator {{ height: 1px; background: {tokens.line}; margin: 6px 4px; }}
            QListWidget#pages {{ background: transparent; border: none; outline: 0; }}
            QListWidget#pages::item {{ color: {tokens.muted}; padding: 6px 9px; border-radius: 8px;
                border: 1px solid transparent; }}
            QListWidget#pages::item:hover {{ color: {tokens.ink}; }}
            QListWidget#pages::item:selected {{ color: {tokens.ink}; background: {tokens.chip}; }}
            QListWidget#pages::item:focus {{ border-color: {tokens.accent}; }}
            QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {tokens.card}; }}
            QCalendarWidget QToolButton {{ color: {tokens.ink}; background: transparent; border: 1px solid transparent;
                border-radius: 6px; padding: 4px 8px; }}
            QCalendarWidget QToolButton:hover {{ background: {tokens.chip}; }}
            QCalendarWidget QToolButton:focus {{ border-color: {tokens.accent}; }}
            QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
            QCalendarWidget QAbstractItemView {{ background: {tokens.card}; outline: 0;
                selection-background-color: {tokens.accent}; selection-color: {tokens.on_accent}; }}
            QRadioButton {{ color: {tokens.ink}; spacing: 8px; outline: 0; border-radius: 6px;
                border: 1px solid transparent; padding: 2px 6px 2px 5px; }}
            QRadioButton:focus {{ border-color: {tokens.accent}; }}
            QRadioButton::indicator {{ width: {ring}px; height: {ring}px; border: 1px solid {tokens.edge};
                border-radius: {ring // 2 + 1}px; background: {tokens.card}; }}
            QRadioButton::indicator:focus {{ border-color: {tokens.accent}; }}
            QRadioButton::indicator:checked {{ width: {ring - 2 * disc}px; height: {ring - 2 * disc}px;
                border: {disc + 1}px solid {tokens.accent};
                background: {tokens.on_accent}; }}
            QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {tokens.line}; }}
            QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {tokens.accent}; }}
            QSlider::handle:horizontal {{ width: 16px; margin: -6px 0; border-radius: 8px;
                background: {tokens.accent}; border: 1px solid {tokens.ground}; }}
            QSlider::handle:horizontal:focus {{ border-color: {tokens.ink}; }}
            QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {{ color: {tokens.ink};
                background: {tokens.card}; border: 1px solid {tokens.edge}; border-radius: 8px;
                padding: 5px 8px; selection-background-color: {tokens.accent};
                selection-color: {tokens.on_accent}; placeholder-text-color: {tokens.muted}; }}
            QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus
                {{ border-color: {tokens.accent}; }}
            QComboBox {{ combobox-popup: 0; }}
            QComboBox::drop-down {{ border: none; width: 22px; }}
            QComboBox QAbstractItemView {{ color: {tokens.ink}; background: {tokens.card};
                border: 1px solid {tokens.line}; selection-background-color: {tokens.chip};
                selection-color: {tokens.ink}; outline: 0; padding: 4px; }}
            QComboBox QAbstractItemView::item {{ padding: 4px 6px; border-radius: 6px; }}
            QComboBox QAbstractItemView::item:selected {{ color: {tokens.ink}; background: {tokens.chip}; }}
            QProgressBar {{ background: {tokens.chip}; border: none; border-radius: 3px; max-height: 6px; }}
            QProgressBar::chunk {{ background: {tokens.accent}; border-radius: 3px; }}
            QPushButton {{ color: {tokens.ink}; background: {tokens.chip}; border: 1px solid {tokens.chip};
                border-radius: 8px; padding: 6px 14px; outline: 0; }}
            QPushButton:hover {{ background: {tokens.line}; }}
            QPushButton:focus {{ border-color: {tokens.accent}; }}
            QPushButton:disabled {{ color: {tokens.muted}; }}
            QPushButton#primary {{ color: {tokens.on_accent}; background: {tokens.accent};
                border: 1px solid {tokens.accent}; }}
            QPushButton#primary:focus {{ border-color: {tokens.ink}; }}
            QPushButton#primary:disabled {{ color: {tokens.muted}; background: {tokens.chip};
                border-color: {tokens.chip}; }}
            QPushButton#choice {{ background: {tokens.card}; border: 1px solid {tokens.edge};
                padding: 4px 10px; border-radius: 10px; }}
            QPushButton#choice:hover {{ background: {tokens.chip}; }}
            QPushButton#choice:focus {{ border-color: {tokens.accent}; }}
            QPushButton#choice:checked {{ color: {tokens.on_accent}; background: {tokens.accent};
                border-color: {tokens.accent}; }}
            QPushButton#choice:checked:focus {{ border-color: {tokens.ink}; }}
            QPushButton#chip {{ color: {tokens.muted}; background: {tokens.chip};
                border: 1px solid {tokens.chip}; border-radius: 5px; padding: 1px 5px; min-width: 10px; }}
            QPushButton#chip:hover {{ color: {tokens.ink}; }}
            QPushButton#chip:focus, QPushButton#link:focus {{ border-color: {tokens.accent}; }}
            QPushButton#link {{ color: {tokens.accent}; background: transparent;
                border: 1px solid transparent; border-radius: 6px; padding: 2px 6px; }}
            QPushButton#link:hover {{ background: {tokens.chip}; }}
            QPushButton#link:disabled {{ color: {tokens.muted}; }}
            QPushButton#tab {{ color: {tokens.muted}; background: transparent; border: 1px solid transparent;
                border-radius: 8px; padding: 4px 10px; }}
            QPushButton#tab:hover {{ color: {tokens.ink}; }}
            QPushButton#tab:focus {{ border-color: {tokens.accent}; }}
            QPushButton#tab:checked {{ color: {tokens.ink}; background: {tokens.chip}; }}
        """
