"""Where the sidebar stands: at an edge of a screen, above other windows; remembered for each screen."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRect, QSettings, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent, QScreen
from PySide6.QtWidgets import QWidget

NARROWEST, USUAL, WIDEST = 320, 380, 420
"""Widths in pixels at the type's usual size."""

Edge = Literal["left", "right"]
SETTLED_MS = 250
"""A window that has not moved for so long was let go of."""


def float_above(window: QWidget) -> None:
    """Always on top, without a frame, and shown without ever taking the focus; a click gives it the focus."""
    window.setWindowFlags(
        Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
    )
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


class Dock(QObject):
    """Keeps a window at its edge. `places` remembers; without it the window stands as at first."""

    def __init__(self, window: QWidget, places: QSettings | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._places = places
        self._known: dict[str, object] = {}
        self._screen_name = str(self._recall("screen", "", ""))
        self.usual_width = USUAL
        self._low = 0
        self._placing = False
        self._grip = Grip(window, self)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLED_MS)
        self._settled.timeout.connect(self._snap)
        window.installEventFilter(self)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self.place)
            app.screenRemoved.connect(self.place)

    @property
    def screen(self) -> QScreen:
        """The screen that it stands on: the remembered one while it is there."""
        for screen in QGuiApplication.screens():
            if screen.name() == self._screen_name:
                return screen
        return self._window.screen() or QGuiApplication.primaryScreen()

    @property
    def edge(self) -> Edge:
        return "left" if self._recall("edge", "right", self.screen.name()) == "left" else "right"

    @property
    def width(self) -> int:
        """As wide as it was made on this screen, within what the type allows."""
        width = int(str(self._recall("width", self.usual_width, self.screen.name())))
        return min(max(width, self._window.minimumWidth()), self._window.maximumWidth())

    def fold_to(self, height: int) -> None:
        """Only so high from now on; 0 for as high as the screen."""
        self._low = height
        self.place()

    @Slot()
    def place(self) -> None:
        """Puts the window to its edge."""
        free = self.screen.availableGeometry()
        height = min(self._low or free.height(), free.height())
        left = free.left() if self.edge == "left" else free.right() + 1 - self.width
        self._placing = True
        self._window.setGeometry(QRect(left, free.top(), self.width, height))
        self._placing = False
        self._grip.follow()

    @Slot()
    def swap_edge(self) -> None:
        """To the other edge of the same screen."""
        self._remember("edge", "left" if self.edge == "right" else "right", self.screen.name())
        self.place()

    @Slot()
    def drag(self) -> None:
        """The window is taken by its bar; where it is let go, it goes to the nearest edge."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.startSystemMove()

    @Slot()
    def _snap(self) -> None:
        """The window was let go of: which screen, which edge?"""
        middle = self._window.frameGeometry().center()
        screen = QGuiApplication.screenAt(middle) or self.screen
        free = screen.availableGeometry()
        self._screen_name = screen.name()
        self._remember("screen", screen.name(), "")
        self._remember("edge", "left" if middle.x() < free.center().x() else "right", screen.name())
        self._remember("width", self._window.width(), screen.name())
        self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._grip.follow()
            if event.spontaneous() and not self._placing and self._away():
                self._settled.start()
        return False

    def _away(self) -> bool:
        """Whether somebody moved it from where it was put."""
        free = self.screen.availableGeometry()
        here = self._window.geometry()
        at = free.left() if self.edge == "left" else free.right() + 1 - here.width()
        return abs(here.left() - at) > 2 or abs(here.top() - free.top()) > 2 or here.width() != self.width

    def _recall(self, what: str, otherwise: object, screen: str) -> object:
        key = _key(what, screen)
        if key not in self._known and self._places is not None and self._places.contains(key):
            self._known[key] = self._places.value(key)
        return self._known.get(key, otherwise)

    def _remember(self, what: str, value: object, screen: str) -> None:
        self._known[_key(what, screen)] = value
        if self._places is not None:
            self._places.setValue(_key(what, screen), value)


def _key(what: str, screen: str) -> str:
    return f"{screen.replace('/', '_') or 'window'}/{what}"


class Grip(QWidget):
    """The inner edge of the window, by which it is made wider or narrower."""

    def __init__(self, window: QWidget, dock: Dock) -> None:
        super().__init__(window)
        self._dock = dock
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def follow(self) -> None:
        window = self.parentWidget()
        if window is not None:
            inner = window.width() - 5 if self._dock.edge == "left" else 0
            self.setGeometry(inner, 0, 5, window.height())
            self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        handle = self.window().windowHandle()
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            side = Qt.Edge.RightEdge if self._dock.edge == "left" else Qt.Edge.LeftEdge
            handle.startSystemResize(side)
