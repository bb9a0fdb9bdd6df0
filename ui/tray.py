"""The sign in the system's tray: the call's state, and what one wants without looking for the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui.call_bar import CallState
from ui.icon import draw_icon
from ui.theme import DARK, LIGHT, Theme
from ui.words import tr

_COLOURS: dict[CallState, str] = {
    "idle": DARK.muted,
    "running": LIGHT.accent,
    "paused": LIGHT.warning,
    "ending": LIGHT.accent,
    "ended": DARK.muted,
}
_SIZES = (16, 22, 24, 32, 48, 64)


def sign(state: CallState = "running") -> QIcon:
    """The program's sign in the colour of a state; the tool tip says the state in words."""
    icon = QIcon()
    for size in _SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_icon(painter, "app", QRectF(0, 0, size, size), QColor(_COLOURS[state]))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


class Tray(QObject):
    """Shown where the desktop has a tray. Where the desktop draws its menu itself, that looks as it does there."""

    start_or_end_asked = Signal()
    show_asked = Signal()
    practice_asked = Signal()
    follow_ups_asked = Signal()
    review_asked = Signal()
    settings_asked = Signal()
    close_asked = Signal()

    def __init__(self, parent: QObject, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QSystemTrayIcon(sign("idle"), self)
        self.menu = QMenu()
        self._start_or_end = self.menu.addAction("", self.start_or_end_asked.emit)
        self.menu.addAction(tr("Show the sidebar"), self.show_asked.emit)
        self._practice = self.menu.addAction(tr("Practice call"), self.practice_asked.emit)
        self.menu.addSeparator()
        self._follow_ups = self.menu.addAction("", self.follow_ups_asked.emit)
        self.menu.addAction(tr("Review calls"), self.review_asked.emit)
        self.menu.addAction(tr("Settings"), self.settings_asked.emit)
        self.menu.addSeparator()
        self.menu.addAction(tr("Close Call Assist"), self.close_asked.emit)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activated)
        self.show_state("idle")
        self.show_due(None)
        self._dress()
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        self._theme.dress(self.menu)

    @property
    def tool_tip(self) -> str:
        return self._icon.toolTip()

    def show(self) -> None:
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon.show()

    def hide(self) -> None:
        self._icon.hide()

    def show_state(self, state: CallState) -> None:
        live = state in ("running", "paused", "ending")
        self._icon.setIcon(sign(state))
        self._start_or_end.setText(tr("End the call") if live else tr("Start a call"))
        self._practice.setEnabled(not live)
        words = {
            "running": tr("Call running"),
            "paused": tr("Call paused"),
            "ending": tr("Call ending"),
        }.get(state, tr("No call"))
        self._icon.setToolTip(f"Call Assist: {words}")

    def show_due(self, count: int | None) -> None:
        """How many promises are due by now; None while nobody knows."""
        if count is None:
            words = tr("Promises that are due")
        else:
            words = tr("Promises that are due ({count})", count=count) if count else tr("No promise is due")
        self._follow_ups.setText(words)
        self._follow_ups.setEnabled(count != 0)

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show_asked.emit()
