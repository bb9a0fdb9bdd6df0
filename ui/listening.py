"""One input to choose and to try: how loud it is now, and two seconds of it played back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Event as Flag

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assist.audio.microphone import SPEAKERS
from assist.errors import InputError
from assist.events import Channel
from ui.buttons import TextButton
from ui.choices import Choices
from ui.errand import Errand, Work
from ui.fields import ChoiceBox
from ui.meter import Meter
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr

HEARD = 0.25
"""A meter that was lit so far has heard somebody."""


class Listening(QWidget):
    """`chosen` carries the device, None for the system's own or for nobody."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, choices: Choices, channel: Channel, current: object) -> None:
        super().__init__()
        self._theme = theme
        self._choices = choices
        self._channel = channel
        self._errand = Errand(self)
        self._errand.told.connect(self.show_news)
        self._errand.done.connect(self._end)
        self._looking = Errand(self)
        self._looking.told.connect(self._offer)
        self._offered: list[tuple[str, str]] = []
        self._looked = True
        self._tries = False
        self._heard = False
        names = {"agent": tr("Your microphone"), "client": tr("The caller")}
        title = Paragraph(theme, theme.tokens.body, weight=QFont.Weight.DemiBold)
        title.setText(names[channel])
        self.device = ChoiceBox(theme)
        self.device.setAccessibleName(names[channel])
        self.device.setToolTip(tr("Choose an input (Up, Down)"))
        self.meter = Meter(theme, names[channel], larger=1.75)
        self._word = Paragraph(theme, theme.tokens.body, "muted")
        self.test = TextButton(theme, tr("Record 2 s and listen"))
        self.test.setToolTip(tr("Hear what the program hears (Tab, then Space)"))
        self.test.setAccessibleDescription(names[channel])
        self.test.clicked.connect(self.try_out)
        self.test.setEnabled(False)
        self._show_offered(current)
        try:
            self._offer(choices.devices())
        except InputError as problem:
            self._word.setText(str(problem))
        self.device.activated.connect(self._choose)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.meter, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._word, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.test)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.device)
        column.addLayout(line)
        self._dress()
        theme.changed.connect(self._dress)
        self._allow()

    @Slot()
    def _dress(self) -> None:
        self.device.setFont(self._theme.font(self._theme.tokens.body))

    def showEvent(self, event: QShowEvent) -> None:
        """A device may have come since the last time."""
        super().showEvent(event)
        if not self._looked:
            self._looking.begin(lambda tell, _stop: tell(self._choices.devices()))
        self._looked = False

    @Slot(object)
    def _offer(self, offered: Sequence[tuple[str, str]]) -> None:
        if list(offered) != self._offered:
            self._offered = list(offered)
            self._show_offered(self.device.currentData())

    def _show_offered(self, current: object) -> None:
        """What there is to choose from, with what is chosen among it."""
        self.device.clear()
        if self._channel == "agent":
            self.device.addItem(tr("The system’s own"), None)
        else:
            self.device.addItem(tr("Nothing: only you are heard"), None)
            self.device.addItem(tr("What this machine plays"), SPEAKERS)
        for name, called in self._offered:
            alone = sum(called == other for _, other in self._offered) == 1
            self.device.addItem(called if alone else f"{called} ({name})", name)
        if current is not None and self.device.findData(current) < 0:
            self.device.addItem(self._named(current), current)
        self.device.setCurrentIndex(max(self.device.findData(current), 0))

    def _named(self, current: object) -> str:
        """What the settings say that is on no list: a device's number, a part of its name, or one that is away."""
        if isinstance(current, int):
            return tr("Number {number}", number=current)
        offered = range(self.device.count())
        names = [f"{self.device.itemText(at)} {self.device.itemData(at)}".casefold() for at in offered]
        if any(str(current).casefold() in name for name in names):
            return str(current)
        return tr("{name} (not here now)", name=current)

    @property
    def word(self) -> str:
        return self._word.text()

    @property
    def _silent(self) -> bool:
        """Whether nobody is to be heard here."""
        return self._channel == "client" and self.device.currentData() is None

    def _allow(self) -> None:
        self.test.setVisible(not self._silent)
        self.meter.setVisible(not self._silent)

    def listen(self) -> None:
        """Shows how loud the chosen input is from now on."""
        self.rest()
        self._allow()
        if self._silent:
            self._word.setText("")
            return
        device = self.device.currentData()
        self._word.setText(tr("Say something.") if self._channel == "agent" else tr("Let something play."))

        def hear(tell: Callable[[object], None], stop: Flag) -> None:
            for level in self._choices.listen(self._channel, device, stop):
                tell(("", level))

        self._begin(hear, tries=False)

    @Slot()
    def try_out(self) -> None:
        """Records two seconds and plays them."""
        self.rest()
        device = self.device.currentData()

        def record(tell: Callable[[object], None], stop: Flag) -> None:
            for news in self._choices.try_out(self._channel, device, stop):
                tell(news)

        self._begin(record, tries=True)

    def _begin(self, work: Work, *, tries: bool) -> None:
        self._heard, self._tries = False, tries
        self._errand.begin(work)

    @Slot(object)
    def show_news(self, news: tuple[str, float]) -> None:
        """`news`: what is done now ("recording", "playing"; "" while it only listens), and how loud that is."""
        doing, level = news
        self.meter.show_level(level)
        self.test.setEnabled(not doing)  # an input that gives something can be tried out
        self._heard = self._heard or level >= HEARD
        words = {"recording": tr("Recording: say something."), "playing": tr("Playing it.")}
        if doing in words:
            self._word.setText(words[doing])
        elif self._heard:
            self._word.setText(tr("Heard."))

    @Slot(str)
    def _end(self, problem: str) -> None:
        if not self._tries:
            self._word.setText(problem)
            self.meter.setVisible(not problem)  # there is nothing to be loud
            return
        heard = tr("That was it. Was it loud and clear?")
        silent = tr("Nothing was heard: is it muted, or another device?")
        self._word.setText(problem or (heard if self._heard else silent))
        self.test.setEnabled(True)
        self.meter.clear()

    def rest(self) -> None:
        """Hears nothing any more: the input is closed."""
        self._errand.leave()
        self.test.setEnabled(False)
        self.meter.clear()

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.device.currentData())
        self.listen()
