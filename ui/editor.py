"""A small editor that stands where the words stood: Enter keeps the change, Esc leaves everything as it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.theme import Theme


class Editor(QPlainTextEdit):
    """Grows with its lines; the cursor stands at the end, as most of what was heard is right.

    `kept` is sent once, `left` whenever it is over, after `kept`."""

    kept = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = False
        self.setFont(theme.font(theme.tokens.body))
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        lines = max(int(self.document().size().height()), 1)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)

    def sizeHint(self) -> QSize:
        return QSize(120, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()  # Esc leaves the change, not the window's mode
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave(keep=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # a glance at another window or at the context menu is no end of the change
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.keep()

    def keep(self) -> None:
        """The change is made, as it is."""
        self._leave(keep=True)

    def end(self) -> None:
        """What was typed has been taken; nothing is kept when the focus goes."""
        self._over = True

    def _leave(self, keep: bool) -> None:
        if self._over:
            return
        self._over = True
        if keep:
            self.kept.emit(" ".join(self.toPlainText().split()))
        self.left.emit()
