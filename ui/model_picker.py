"""Choosing a speech model: what each is good for, which fits this machine, fetching one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from assist.wording import typeset
from ui.buttons import TextButton
from ui.choices import Choices, ModelChoice
from ui.download import Download
from ui.errand import Errand
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr


class ModelPicker(QWidget):
    """One line a model. `current`: the chosen one; without one the program chooses, and that one is marked once it is
    known. A model that is not here is fetched when it is chosen; `chosen` carries a name that is, and `fetched` one
    sentence on what became of a download that nobody stopped."""

    chosen = Signal(str)
    fetched = Signal(str)

    def __init__(self, theme: Theme, choices: Choices, current: str | None) -> None:
        super().__init__()
        self._theme = theme
        self._choices = choices
        models = choices.models()
        here = [model.name for model in models if model.here]
        self._current = current or ("" if len(here) > 1 else here[0])
        self._name = ""
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        self._here: set[str] = set()
        self._places: dict[str, Paragraph] = {}
        self._advised: dict[str, Paragraph] = {}
        self._asking: Errand | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for model in models:
            column.addWidget(self._line(model))
        if current and current not in self.buttons:
            own = ModelChoice(current, tr("A folder of your own, from the settings file."), 0, True, True)
            column.addWidget(self._line(own))
            self.buttons[current].setText(Path(current).name)
        self._stop = TextButton(theme, tr("Stop"))
        self._stop.setToolTip(tr("Stop the download; it goes on from here next time (Tab, then Space)"))
        self._stop.clicked.connect(self._break_off)
        self._stop.hide()
        self.download = Download(theme, choices, self._stop)
        self.download.ended.connect(self._ended)
        column.addWidget(self.download)

    @property
    def words(self) -> str:
        """What is being done, or what went wrong."""
        return self.download.words

    def _line(self, model: ModelChoice) -> QWidget:
        line = QWidget()
        button = _Choice(model.name)
        button.setFont(self._theme.font(self._theme.tokens.body, QFont.Weight.DemiBold))
        button.setChecked(model.name == self._current)
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
        advice.setText(typeset(tr(model.advice)) + fits)
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
        """Which models do best here is asked when somebody looks: they may have to be measured."""
        super().showEvent(event)
        if self._asking is None:
            self._asking = Errand(self)
            self._asking.told.connect(self._advise)
            ask = self._choices
            self._asking.begin(lambda tell, _stop: tell((ask.advised(), ask.default_model())))

    @Slot(object)
    def _advise(self, names: tuple[str, str]) -> None:
        advised, default = names
        for model, words in self._advised.items():
            words.setVisible(model == advised)
        if not self._current:
            self._current = default
            if not self.download.running:
                self._point_to_current()

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
        self._name = model.name
        self.buttons[model.name].setChecked(True)  # where another download was stopped for it
        self._stop.show()
        self.download.begin(model.name, model.name)

    @Slot(str)
    def _ended(self, problem: str) -> None:
        name = self._name
        words = problem or tr("{name} is here; the next call uses it.", name=name)
        self._stop.hide()
        self.download.rest(words)
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
        self.download.rest(tr("Stopped. It goes on from here when you choose it again."))

    @Slot()
    def stop(self) -> None:
        """Ends a download; what is here already stays."""
        if self.download.running:
            self._point_to_current()
        self._stop.hide()
        self.download.stop()


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
