"""Choosing a speech model: what each is good for, which fits this machine, fetching one, taking one away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ui.buttons import TextButton
from ui.choices import Choices, ModelChoice
from ui.download import Download
from ui.errand import Errand
from ui.model_line import ModelLine
from ui.theme import Theme
from ui.words import tr


class ModelPicker(QWidget):
    """One line a model. `current`: the chosen one; without one the program chooses, and that one is marked once it is
    known. A model that is not here is fetched when it is chosen; `chosen` carries a name that is, or nothing where the
    program is to choose, and `fetched` one sentence on what became of a download that nobody stopped."""

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
        self.lines: dict[str, ModelLine] = {}
        self._asking: Errand | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for model in models:
            column.addWidget(self._line(model.name, partial(self._look, model.name)))
        if current and current not in self.buttons:
            own = ModelChoice(current, tr("A folder of your own, from the settings file."), 0, True, True)
            column.addWidget(self._line(current, lambda: own))
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

    def _look(self, name: str) -> ModelChoice:
        return next(model for model in self._choices.models() if model.name == name)

    def _line(self, name: str, look: Callable[[], ModelChoice]) -> ModelLine:
        button = _Choice(name)
        button.setFont(self._theme.font(self._theme.tokens.body, QFont.Weight.DemiBold))
        button.setChecked(name == self._current)
        button.setToolTip(tr("Use this model (Space)"))
        button.clicked.connect(lambda: self._choose(name))
        self._group.addButton(button)
        self.buttons[name] = button
        line = ModelLine(self._theme, self._choices, look, button, then=lambda: self._then(name))
        line.removed.connect(lambda: self._removed(name))
        button.setAccessibleDescription(tr(line.model.advice))
        self.lines[name] = line
        return line

    def _then(self, name: str) -> str:
        if name == self._current:
            return tr("The next call uses the best of those that are left.")
        return tr("It can be fetched again.")

    def hold(self, in_call: bool) -> None:
        """In a call nothing is taken away."""
        for line in self.lines.values():
            line.hold(in_call)

    def leave(self) -> bool:
        """Keeps what it was asked to take away; False where nothing was asked."""
        asked = [line for line in self.lines.values() if line.leave()]
        return bool(asked)

    def _removed(self, name: str) -> None:
        self.buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)
        if name == self._current:
            self._current = ""
            self.chosen.emit("")
            self._ask_for_advice()

    def showEvent(self, event: QShowEvent) -> None:
        """Which models do best here is asked when somebody looks: they may have to be measured. Another program may
        have fetched or removed one since the last time."""
        super().showEvent(event)
        for name, line in self.lines.items():
            line.look_again(coming=self.download.running and name == self._name)
        if self._asking is None:
            self._asking = Errand(self)
            self._asking.told.connect(self._advise)
            self._ask_for_advice()

    def _ask_for_advice(self) -> None:
        if self._asking is not None:
            ask = self._choices
            self._asking.begin(lambda tell, _stop: tell((ask.advised(), ask.default_model())))

    @Slot(object)
    def _advise(self, names: tuple[str, str]) -> None:
        advised, default = names
        for name, line in self.lines.items():
            line.advise(name == advised)
        if not self._current:
            self._current = default
            if not self.download.running:
                self._point_to_current()

    @property
    def advised(self) -> str:
        """The model that is said to be advised; empty while it is not known."""
        return next((name for name, line in self.lines.items() if line.advised), "")

    def _choose(self, name: str) -> None:
        self.stop()
        if self.lines[name].model.here:
            self._current = name
            self.chosen.emit(name)
            return
        self._name = name
        self.buttons[name].setChecked(True)  # where another download was stopped for it
        self._stop.show()
        self.download.begin(name, name)
        self.lines[name].look_again(coming=True)

    @Slot(str)
    def _ended(self, problem: str) -> None:
        name = self._name
        words = problem or tr("{name} is here; the next call uses it.", name=name)
        self._stop.hide()
        self.lines[name].look_again()
        if problem:
            self._point_to_current()
        else:
            self.download.rest(words)
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
        coming = self.download.running
        self._stop.hide()
        self.download.stop()
        if coming:
            self._point_to_current()
            self.lines[self._name].look_again()


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
