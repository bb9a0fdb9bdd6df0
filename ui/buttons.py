"""The buttons: one that shows an icon, one that shows its key, one that reads like a link."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

from ui.icon import draw_icon
from ui.keys import deed as deed_of
from ui.keys import tip
from ui.theme import Theme
from ui.words import tr

MENU_PADDING = 14
"""From a button's edge to the words, where a sign for its menu stands behind them."""


class IconButton(QAbstractButton):
    """A square button that shows one icon."""

    def __init__(self, theme: Theme, deed: str, icon: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)
        self.become(deed, icon)

    @Slot()
    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        # grows less than the type: an icon is read at once
        side = round(30 * (1 + (self._theme.scale - 1) * 0.5))
        return QSize(side, side)

    def become(self, deed: str, icon: str) -> None:
        """Takes another meaning: what it does, and its icon."""
        self._icon = icon
        self.setAccessibleName(tr(deed_of(deed).words))
        self.setToolTip(tip(deed))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        hot = (self.underMouse() or self.isDown()) and self.isEnabled()
        painter.setBrush(self._theme.colour("line" if hot else "chip"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        ink = self._theme.colour("ink" if self.isEnabled() else "muted")
        side = self.width() * 0.5
        draw_icon(painter, self._icon, QRectF(side / 2, side / 2, side, side), ink)


class KeyButton(QAbstractButton):
    """A key as it looks on the keyboard, and what it does. It never takes the focus: the key itself works."""

    def __init__(self, theme: Theme, deed: str, words: str, icon: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._key = deed_of(deed).key
        self._icon = icon
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(tip(deed))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._dress()
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(self._theme.tokens.body))
        self.updateGeometry()
        self.update()

    def _cap(self) -> int:
        """The width of the key."""
        least = self._theme.px(24)
        if self._icon:
            return least
        bold = self._theme.font(self._theme.tokens.small, QFont.Weight.Bold)
        return max(least, QFontMetrics(bold).horizontalAdvance(self._key) + self._theme.px(12))

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(self._cap() + self._theme.px(6) + words + 2, self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        hot = self.underMouse() and self.isEnabled()
        painter.setBrush(theme.colour("line" if hot else "chip"))
        cap = QRectF(0, 1, self._cap(), self.height() - 2)
        painter.drawRoundedRect(cap, theme.px(5), theme.px(5))
        ink = theme.colour("ink" if self.isEnabled() else "muted")
        if self._icon:
            side = theme.px(13)
            place = QRectF(cap.center().x() - side / 2, cap.center().y() - side / 2, side, side)
            draw_icon(painter, self._icon, place, ink)
        else:
            painter.setPen(ink)
            painter.setFont(theme.font(theme.tokens.small, QFont.Weight.Bold))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(self.font())
        painter.setPen(theme.colour("ink" if hot else "muted"))
        left = cap.width() + theme.px(6)
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class TextButton(QPushButton):
    """A button of words: quiet as a link, plain, one that unfolds something (`menu`), or the one thing to do next
    (`primary`). Enter presses it like Space, where Enter means nothing else in its window."""

    def __init__(self, theme: Theme, words: str, kind: str = "", deed: str = "") -> None:
        super().__init__(words)
        self._theme = theme
        self._kind = kind
        self.setObjectName(kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if deed:
            self.setToolTip(tip(deed))
        self._dress()
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        tokens = self._theme.tokens
        size = tokens.small if self._kind == "chip" else tokens.body
        weight = QFont.Weight.DemiBold if self._kind in ("link", "primary") else QFont.Weight.Medium
        self.setFont(self._theme.font(size, weight))
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt's own buttons do that in dialogs alone
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        usual = super().sizeHint()
        if self._kind != "menu":
            return usual
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(MENU_PADDING + words + 6 + self._theme.px(14) + 9, usual.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._kind != "menu":
            super().paintEvent(event)
            return
        # the style's own sign for a menu does not grow with the type
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        side = self._theme.px(14)
        painter.setPen(self._theme.colour("ink" if self.isEnabled() else "muted"))
        words = self.rect().adjusted(MENU_PADDING, 0, -side - 9, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        place = QRectF(self.width() - side - 9, (self.height() - side) / 2, side, side)
        draw_icon(painter, "unfold", place, self._theme.colour("muted"))
