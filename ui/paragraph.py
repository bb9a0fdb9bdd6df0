"""Text that wraps anywhere it must, with an even distance between its lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Theme


def lay_out(
    text: str, font: QFont, width: float, line_height: int, formats: Sequence[QTextLayout.FormatRange] = ()
) -> tuple[QTextLayout, int]:
    """The text in lines of at most `width` pixels, and the height of them all."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.setTextOption(_WRAP)
    layout.setFormats(list(formats))
    layout.beginLayout()
    height = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, height + (line_height - line.height()) / 2))
        height += line_height
    layout.endLayout()
    return layout, height


_WRAP = QTextOption()
_WRAP.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class Paragraph(QLabel):
    """A label of one token size and colour whose height follows its width."""

    def __init__(
        self,
        theme: Theme,
        size: float,
        colour: str = "ink",
        weight: QFont.Weight = QFont.Weight.Normal,
        spacing: float = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._colour = colour
        self._wraps = True
        self._size, self._weight, self._spacing = size, weight, spacing
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._dress()
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        self.line_height = self._theme.line_height(self._size)
        self.setFont(self._theme.font(self._size, self._weight, self._spacing))
        self.updateGeometry()
        self.update()

    def as_label(self) -> Paragraph:
        """Keeps to one line and to its own width."""
        self._wraps = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return self

    def set_colour(self, name: str) -> None:
        """Takes another token's colour."""
        self._colour = name
        self.update()

    def hasHeightForWidth(self) -> bool:
        return self._wraps  # the size policy forgets it with every new text

    def heightForWidth(self, width: int) -> int:
        return lay_out(self.text(), self.font(), width, self.line_height)[1]

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, self.line_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.line_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._colour))
        layout, _ = lay_out(self.text(), self.font(), self.width(), self.line_height)
        layout.draw(painter, QPointF(0, 0))


def settle(widget: QWidget) -> None:
    """Makes the height of a widget true at once after its paragraphs changed, not with the next event."""
    layout = widget.layout()
    if layout is not None:
        layout.activate()
    widget.updateGeometry()
    widget.update()
