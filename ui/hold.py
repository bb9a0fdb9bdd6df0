"""A key that counts for as long as it is held down."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Hold(QObject):
    """`key`: a letter. `held` says whether the key is down. It is up again, too, when the window loses the keyboard."""

    held = Signal(bool)

    def __init__(self, window: QWidget, key: str) -> None:
        super().__init__(window)
        self._window = window
        self._key = Qt.Key[f"Key_{key}"]
        self._down = False
        self.shortcut = QShortcut(QKeySequence(key), window)
        self.shortcut.setAutoRepeat(False)
        self.shortcut.activated.connect(self._press)

    @Slot()
    def _press(self) -> None:
        if not self._down:
            self._down = True
            app = QCoreApplication.instance()
            assert app is not None
            # a shortcut tells of the press alone: the release goes to whatever has the focus
            app.installEventFilter(self)
            self.held.emit(True)

    def _release(self) -> None:
        self._down = False
        app = QCoreApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        self.held.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._down:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
            if event.key() == self._key and not event.isAutoRepeat():
                self._release()
        elif event.type() == QEvent.Type.WindowDeactivate and watched is self._window:
            self._release()
        return False
