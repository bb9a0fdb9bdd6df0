"""Whether one side of the call can be heard: its name, its meter, and a sign where something is wrong."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from assist.audio.health import WORDS, State
from assist.events import Channel
from assist.wording import SPEAKERS
from ui.icon import draw_icon
from ui.meter import Meter
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr


class Sign(QWidget):
    """A small icon in the meter's place, while there is something to say instead of how loud it is."""

    def __init__(self, theme: Theme, meter: Meter) -> None:
        super().__init__()
        self._theme = theme
        self._meter = meter
        self._icon = "warning"
        self._dress()
        theme.changed.connect(self._dress)
        self.hide()

    @Slot()
    def _dress(self) -> None:
        self.setFixedSize(self._meter.size())

    def become(self, icon: str) -> None:
        self._icon = icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        side = self.height()
        place = QRectF((self.width() - side) / 2, 0, side, side)
        draw_icon(QPainter(self), self._icon, place, self._theme.colour("warning"))


class Lamp(QWidget):
    """One channel. `trouble` says in words what is wrong with it; empty while it works."""

    def __init__(self, theme: Theme, channel: Channel) -> None:
        super().__init__()
        self._channel = channel
        self._name = tr(SPEAKERS[channel])
        self._state: State = "working"
        self._muted = False
        self._speaks = False
        self.name = Paragraph(theme, theme.tokens.body, "muted").as_label()
        self.name.setText(self._name)
        self.meter = Meter(theme, self._name)
        self.sign = Sign(theme, self.meter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self.name, self.meter, self.sign):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._tell()

    @property
    def trouble(self) -> str:
        words = "" if self._state == "working" else f"{self._name} · {tr(WORDS[self._state])}"
        return tr("You are muted; the caller is still heard.") if self._muted else words

    def begin(self) -> None:
        """A new call: nothing is known to be wrong."""
        self._state, self._muted, self._speaks = "working", False, False
        self._tell()

    def show_state(self, state: State) -> None:
        self._state = state
        self._tell()

    def show_muted(self, muted: bool) -> None:
        self._muted = muted
        self._tell()

    def show_speaks(self, speaks: bool) -> None:
        """On a call with one microphone: what is heard now is said by this one."""
        self._speaks = speaks
        self._tell()

    def _tell(self) -> None:
        words = self.trouble
        self.sign.become("muted" if self._muted else "warning")
        self.sign.setVisible(bool(words))
        self.meter.setVisible(not words)
        self.name.set_colour("accent" if self._speaks else "ink" if words else "muted")
        if not words:
            usual = tr("{name} speaks now") if self._speaks else tr("{name} · Working.")
            words = usual.format(name=self._name)
        self.setAccessibleName(words)
        for part in (self, self.sign, self.name, self.meter):
            part.setToolTip(words)
