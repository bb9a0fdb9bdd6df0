"""A statement about a call that names its words: chosen, these light up and are played."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from assist.wording import typeset
from ui.icon import draw_icon
from ui.paragraph import Paragraph
from ui.scrolling import scroll_quietly
from ui.theme import Theme
from ui.words import tr


class Icon(QWidget):
    """An icon that stands before words, at the height of their first line."""

    def __init__(self, theme: Theme, icon: str, colour: str) -> None:
        super().__init__()
        self._theme, self._icon, self._colour = theme, icon, colour
        self._dress()
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        side = self._theme.px(14)
        self.setFixedSize(side, self._theme.line_height(self._theme.tokens.body))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.width()
        place = QRectF(0, (self.height() - side) / 2, side, side)
        draw_icon(painter, self._icon, place, self._theme.colour(self._colour))


class Cited(QWidget):
    """`chosen` carries the utterances that it stands on, as a tuple."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        text: str,
        beside: str = "",
        utterances: Sequence[int] = (),
        icon: str = "",
        colour: str = "ink",
        where: str = "",
    ) -> None:
        super().__init__()
        self._theme = theme
        self.utterances = tuple(utterances)
        self.lit = False
        self.words = Paragraph(theme, theme.tokens.body, "ink")
        self.words.setText(typeset(text))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.words)
        self.beside: Paragraph | None = None
        if beside:
            self.beside = Paragraph(theme, theme.tokens.small, "warning" if colour == "warning" else "muted")
            self.beside.setText(typeset(beside))
            texts.addWidget(self.beside)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        if icon:
            row.addWidget(Icon(theme, icon, colour), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        if where:
            times = Paragraph(theme, theme.tokens.small, "accent" if utterances else "muted").as_label()
            times.setText(where)
            times.setFixedHeight(theme.line_height(theme.tokens.body))
            row.addWidget(times, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(text)
        self.setAccessibleDescription(beside)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if self.utterances:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip(tr("Show and play the words that this stands on (Enter)"))

    def light(self, lit: bool) -> None:
        self.lit = lit
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.utterances and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.chosen.emit(self.utterances)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.utterances and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.utterances)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: object) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        hot = self.underMouse() and bool(self.utterances)
        if not (self.lit or hot or self.hasFocus()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("you" if self.lit else "caller"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)


class CitedPage(QScrollArea):
    """A column of headings and statements. `chosen` carries the utterances of the one that was chosen."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        scroll_quietly(self, theme)
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(8, 2, 4, 12)
        self._column.setSpacing(1)
        self._column.addStretch(1)
        self.setWidget(self._page)
        self._page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    @property
    def statements(self) -> list[Cited]:
        """From top to bottom."""
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        return [one for item in items if item is not None and isinstance(one := item.widget(), Cited)]

    def empty(self) -> None:
        """Takes everything out."""
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def add(self, widget: QWidget) -> None:
        """One more below the others."""
        self._column.insertWidget(self._column.count() - 1, widget)
        if isinstance(widget, Cited):
            widget.chosen.connect(self._choose)

    def add_heading(self, words: str) -> None:
        heading = Paragraph(
            self._theme, self._theme.tokens.small, "muted", QFont.Weight.DemiBold, spacing=0.3
        )
        heading.setText(words)
        heading.setContentsMargins(8, 0, 0, 0)
        self.add(Padded(heading))

    def add_words(self, words: str, colour: str = "muted") -> None:
        said = Paragraph(self._theme, self._theme.tokens.body, colour)
        said.setText(words)
        self.add(Padded(said, 4))

    def light(self, utterances: Sequence[int]) -> None:
        """Marks the statements that stand on these very utterances."""
        for statement in self.statements:
            statement.light(bool(utterances) and statement.utterances == tuple(utterances))

    def _choose(self, utterances: tuple[int, ...]) -> None:
        self.chosen.emit(utterances)


class Padded(QWidget):
    """A widget with room around it, as wide as the statements beside it."""

    def __init__(self, inner: QWidget, above: int = 10) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, above, 8, 2)
        column.addWidget(inner)
