"""Areas that scroll: bars that keep their place, and edges that fade where there is more."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget

from ui.paragraph import settle
from ui.theme import Theme

SCROLL_BAR_WIDTH = 8
FADE = 16
"""The height of the edge at the type's usual size: a line of text goes out in it whole."""


def scroll_quietly(area: QAbstractScrollArea, theme: Theme) -> None:
    """Only up and down; the bar's room is always kept, so that text never wraps anew when it appears."""
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar = area.verticalScrollBar()
    bar.setEnabled(False)
    bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
    Edges(area, theme)


def scrolled(page: QWidget, theme: Theme) -> QScrollArea:
    """An area in which a page scrolls, on the window's own ground; the keys go past it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll_quietly(area, theme)
    area.setWidget(page)
    page.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area


def settle_page(area: QScrollArea, parts: Iterable[QWidget]) -> None:
    """Makes the height of a page true at once after some of its parts changed, so that what lies on it can be brought
    into sight, and all of it is drawn together."""
    for part in parts:
        settle(part)
    page = area.widget()
    layout = page.layout() if page is not None else None
    if page is not None and layout is not None:
        settle(page)
        height = layout.totalHeightForWidth(page.width())
        page.resize(page.width(), max(height, area.viewport().height()))


def bring_into_sight(part: QWidget, theme: Theme) -> None:
    """Scrolls the page on which a part has just come, if it lies on one, until all of the part is seen."""
    outer, inner = part.parentWidget(), [part]
    while outer is not None and not isinstance(outer, QScrollArea):
        inner.append(outer)
        outer = outer.parentWidget()
    if outer is not None:
        settle_page(outer, inner)
        outer.ensureWidgetVisible(part, 0, fade_of(theme))


def fade_of(theme: Theme) -> int:
    """The height of an edge."""
    return max(theme.px(FADE), FADE)


class Edges(QObject):
    """The two edges of an area; each is seen while something lies beyond it."""

    def __init__(self, area: QAbstractScrollArea, theme: Theme) -> None:
        super().__init__(area)
        self._area = area
        self._theme = theme
        self._above, self._below = Edge(area, theme, up=True), Edge(area, theme, up=False)
        bar = area.verticalScrollBar()
        bar.valueChanged.connect(self._look)
        bar.rangeChanged.connect(self._look)
        area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            inside = self._area.viewport().geometry()
            height = fade_of(self._theme)
            self._above.setGeometry(inside.left(), inside.top(), inside.width(), height)
            self._below.setGeometry(inside.left(), inside.bottom() + 1 - height, inside.width(), height)
            self._look()
        return False

    @Slot()
    def _look(self) -> None:
        bar = self._area.verticalScrollBar()
        self._above.setVisible(bar.value() > bar.minimum())
        self._below.setVisible(bar.value() < bar.maximum())


class Edge(QWidget):
    """Words go out towards it instead of being cut."""

    def __init__(self, area: QAbstractScrollArea, theme: Theme, *, up: bool) -> None:
        super().__init__(area)
        self._theme = theme
        self._up = up
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, clear = self._theme.colour("ground"), self._theme.colour("ground")
        clear.setAlpha(0)
        fade = QLinearGradient(0, 0, 0, self.height())
        fade.setColorAt(0, ground if self._up else clear)
        fade.setColorAt(1, clear if self._up else ground)
        QPainter(self).fillRect(self.rect(), fade)
