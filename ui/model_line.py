"""One model: its name, how much of the disk it has, what it is for; and taking it off the disk, asked once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from assist.wording import typeset
from ui.buttons import TextButton
from ui.choices import Choices, ModelChoice
from ui.errand import Errand
from ui.flow import Flow
from ui.paragraph import Paragraph
from ui.question import Answer, Question
from ui.scrolling import bring_into_sight
from ui.theme import Theme
from ui.words import tr


class ModelLine(QWidget):
    """`head` names it; `beside` stands between that and the button that takes it away. `look` says how it is now.
    `then` follows the question whether a model is to go. `removed` is told when it, or what had come of it, is gone;
    what cannot be taken away stays, and says why."""

    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        choices: Choices,
        look: Callable[[], ModelChoice],
        head: QWidget,
        beside: Sequence[QWidget] = (),
        then: Callable[[], str] = lambda: tr("It can be fetched again."),
    ) -> None:
        super().__init__()
        self._theme = theme
        self._choices = choices
        self._look = look
        self._then = then
        self._in_call = False
        self._coming = False
        self.model = model = look()
        self._removing = Errand(self)
        self._removing.done.connect(self._end)
        self._place = Paragraph(theme, theme.tokens.small, "muted").as_label()
        self._advised = Paragraph(theme, theme.tokens.small, "accent", QFont.Weight.DemiBold).as_label()
        self._advised.setText(tr("advised for this machine"))
        self._advised.hide()
        self.remove = TextButton(theme, tr("Remove"), "link")
        self.remove.setAccessibleDescription(model.name)
        self.remove.clicked.connect(self._ask)
        advice = Paragraph(theme, theme.tokens.body, "muted")
        fits = "" if model.fits else " " + tr("Wants more memory than this machine has free.")
        advice.setText(typeset(tr(model.advice)) + fits)
        self.question = Question(theme, radius=theme.tokens.radius)
        top = QWidget()
        flow = Flow(top, 8)
        for part in (head, self._place, self._advised, *beside, self.remove):
            flow.addWidget(part)
        below = QVBoxLayout()
        # a radio button's words begin behind its ring
        below.setContentsMargins(theme.px(14) + 16 if isinstance(head, QAbstractButton) else 0, 0, 0, 0)
        below.setSpacing(6)
        below.addWidget(advice)
        below.addWidget(self.question)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(top)
        column.addLayout(below)
        self.look_again()

    @property
    def place(self) -> str:
        """Where it is."""
        return self._place.text()

    @property
    def advised(self) -> bool:
        """Whether it is said to be the one for this machine."""
        return not self._advised.isHidden()

    def advise(self, wanted: bool) -> None:
        """It is the one for this machine, or another is."""
        self._advised.setVisible(wanted)

    def look_again(self, *, coming: bool = False) -> None:
        """It has come, or a part of it; or it is being fetched just now."""
        self.model = model = self._look()
        self._coming = coming
        if model.here:
            words = tr("{size} MB on this machine", size=model.held) if model.held else tr("on this machine")
        elif model.held and not coming:
            words = tr(
                "{held} of {size} MB fetched, goes on from there", held=model.held, size=model.megabytes
            )
        else:
            words = tr("{size} MB to fetch", size=model.megabytes)
        self._place.setText(words)
        self._offer_removal()

    def hold(self, in_call: bool) -> None:
        """In a call nothing is taken away: it may be hearing with it."""
        self._in_call = in_call
        if in_call:
            self.leave()
        self._offer_removal()

    def leave(self) -> bool:
        """Keeps what it was asked to take away; False where nothing was asked."""
        return self.question.leave()

    def _offer_removal(self) -> None:
        self.remove.setVisible(self.model.held > 0 and not self._coming)
        self.remove.setEnabled(not self._in_call and not self._removing.running)
        tip = tr("Delete it from this machine; it can be fetched again")
        self.remove.setToolTip(
            tr("Not while a call is running") if self._in_call else f"{tip} ({tr('Tab, then Space')})"
        )

    @Slot()
    def _ask(self) -> None:
        if self.model.here:
            words = f"{tr('Remove {name}?', name=self.model.name)} {self._then()}"
        else:
            words = tr("Remove what has come of {name}?", name=self.model.name)
        self._say(words, ((tr("Remove"), self._remove), (tr("Keep"), self._return)), takes_away=True)

    def _say(self, words: str, answers: Sequence[Answer], *, takes_away: bool = False) -> None:
        self.question.ask(words, answers, takes_away=takes_away)
        bring_into_sight(self.question, self._theme)
        # the answer that changes nothing: a key pressed twice takes nothing away
        self.question.buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        self._removing.begin(lambda _tell, _stop: self._choices.remove(self.model.name))
        self._offer_removal()

    @Slot(str)
    def _end(self, problem: str) -> None:
        self.look_again()
        if problem:
            self._say(problem, ((tr("All right"), self._return),))
        else:
            self.removed.emit()

    def _return(self) -> None:
        """To where one was before the question."""
        self.remove.setFocus(Qt.FocusReason.OtherFocusReason)
