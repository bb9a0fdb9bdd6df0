"""Choosing a speech model: what each is good for, which fits this machine, fetching one."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QProgressBar, QRadioButton, QVBoxLayout, QWidget

from ui.buttons import TextButton
from ui.choices import Choices, ModelChoice
from ui.errand import Errand
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr


class ModelPicker(QWidget):
    """One line a model. A model that is not here is fetched when it is chosen; `chosen` carries a name that is, and
    `fetched` one sentence on what became of a download that nobody stopped."""

    chosen = Signal(str)
    fetched = Signal(str)

    def __init__(self, theme: Theme, choices: Choices, current: str) -> None:
        super().__init__()
        self._theme = theme
        self._choices = choices
        self._errand = Errand(self)
        self._errand.told.connect(self.show_bytes)
        self._errand.done.connect(self._ended)
        self._current = current
        self._name = ""
        self._began = 0.0
        self._first = 0
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        self._here: set[str] = set()
        self._places: dict[str, Paragraph] = {}
        self._advised: dict[str, Paragraph] = {}
        self._asking: Errand | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for model in choices.models():
            column.addWidget(self._line(model, current))
        if current not in self.buttons:
            own = ModelChoice(current, tr("A folder of your own, from the settings file."), 0, True, True)
            column.addWidget(self._line(own, current))
            self.buttons[current].setText(Path(current).name)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("Progress of the download"))
        self._words = Paragraph(theme, theme.tokens.body, "muted")
        self._stop = TextButton(theme, tr("Stop"))
        self._stop.setToolTip(tr("Stop the download; it goes on from here next time (Tab, then Space)"))
        self._stop.clicked.connect(self._break_off)
        row = QHBoxLayout()
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._stop)
        column.addWidget(self._progress)
        column.addLayout(row)
        self._show_progress(False, "")

    @property
    def words(self) -> str:
        """What is being done, or what went wrong."""
        return self._words.text()

    def _line(self, model: ModelChoice, current: str) -> QWidget:
        line = QWidget()
        button = _Choice(model.name)
        button.setFont(self._theme.font(self._theme.tokens.body, QFont.Weight.DemiBold))
        button.setChecked(model.name == current)
        button.setToolTip(tr("Use this model (Space)"))
        button.setAccessibleDescription(tr(model.advice))
        button.clicked.connect(lambda: self._choose(model))
        self._group.addButton(button)
        self.buttons[model.name] = button
        place = Paragraph(self._theme, self._theme.tokens.small, "muted").as_label()
        place.setText(tr("{size} MB to fetch", size=model.megabytes))
        self._places[model.name] = place
        if model.here:
            self._keep(model.name)
        fits = "" if model.fits else " " + tr("Wants more memory than this machine has free.")
        advice = Paragraph(self._theme, self._theme.tokens.body, "muted")
        advice.setText(tr(model.advice) + fits)
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        advised = Paragraph(self._theme, self._theme.tokens.small, "accent", QFont.Weight.DemiBold).as_label()
        advised.setText(tr("advised for this machine"))
        advised.hide()
        self._advised[model.name] = advised
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(button)
        top.addWidget(place)
        top.addWidget(advised)
        top.addStretch(1)
        column.addLayout(top)
        inset = QHBoxLayout()
        inset.setContentsMargins(self._theme.px(14) + 10, 0, 0, 0)
        inset.addWidget(advice)
        column.addLayout(inset)
        return line

    def showEvent(self, event: QShowEvent) -> None:
        """Which model does best here is asked when somebody looks: it may have to be measured."""
        super().showEvent(event)
        if self._asking is None:
            self._asking = Errand(self)
            self._asking.told.connect(self._advise)
            self._asking.begin(lambda tell, _stop: tell(self._choices.advised()))

    @Slot(object)
    def _advise(self, name: str) -> None:
        for model, words in self._advised.items():
            words.setVisible(model == name)

    @property
    def advised(self) -> str:
        """The model that is said to be advised; empty while it is not known."""
        return next((name for name, words in self._advised.items() if not words.isHidden()), "")

    def _keep(self, name: str) -> None:
        """This model is on this machine."""
        self._here.add(name)
        self._places[name].setText(tr("on this machine"))

    def _choose(self, model: ModelChoice) -> None:
        self.stop()
        if model.name in self._here:
            self._current = model.name
            self.chosen.emit(model.name)
            return
        self._name, self._began, self._first = model.name, time.monotonic(), 0
        self._show_progress(True, tr("Fetching {name} …", name=model.name))
        self._errand.begin(
            lambda tell, stop: self._choices.fetch(model.name, lambda *bytes: tell(bytes), stop)
        )

    @Slot(object)
    def show_bytes(self, counts: tuple[int, int]) -> None:
        """How many bytes of the download are here, and how many there will be."""
        done, total = counts
        self._first = self._first or done
        seconds = time.monotonic() - self._began
        speed = (done - self._first) / seconds / 1e6 if seconds > 1 else 0.0
        words = tr(
            "Fetching {name}: {done} of {total} MB", name=self._name, done=done // 10**6, total=total // 10**6
        )
        self._words.setText(words + (tr(" · {speed} MB a second", speed=f"{speed:.1f}") if speed else ""))
        self._progress.setRange(0, max(total // 1000, 1))
        self._progress.setValue(done // 1000)

    @Slot(str)
    def _ended(self, problem: str) -> None:
        name = self._name
        words = problem or tr("{name} is here; the next call uses it.", name=name)
        self._show_progress(False, words)
        if problem:
            self._point_to_current()
        else:
            self._keep(name)
            self._current = name
            self.chosen.emit(name)
        self.fetched.emit(words)

    def _point_to_current(self) -> None:
        """What could not be fetched is not chosen."""
        if self._current in self.buttons:
            self.buttons[self._current].setChecked(True)

    @Slot()
    def _break_off(self) -> None:
        self.stop()
        self._show_progress(False, tr("Stopped. It goes on from here when you choose it again."))

    @Slot()
    def stop(self) -> None:
        """Ends a download; what is here already stays."""
        if self._errand.running:
            self._errand.leave()
            self._point_to_current()
        self._show_progress(False, "")

    def _show_progress(self, running: bool, words: str) -> None:
        self._progress.setVisible(running)
        self._stop.setVisible(running)
        self._words.setText(words)
        self._words.setVisible(bool(words))


class _Choice(QRadioButton):
    """The arrows go from one to the next without choosing it: what is chosen is fetched, over the network."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        group, step = self.group(), steps.get(Qt.Key(event.key()))
        if group is None or step is None:
            super().keyPressEvent(event)
            return
        buttons = group.buttons()
        place = buttons.index(self) + step
        if 0 <= place < len(buttons):
            reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
            buttons[place].setFocus(reason)
