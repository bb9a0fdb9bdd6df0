"""The card: the one thing to do next."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from assist.events import Prompt
from assist.wording import FindUtterance, heard, quoted, typeset, why
from ui.announce import announce
from ui.buttons import KeyButton
from ui.flow import Flow
from ui.motion import Motion
from ui.paragraph import Paragraph, settle
from ui.theme import Theme
from ui.words import tr

_LAST_NUMBER = re.compile(r" (?=\d+$)")
"""Before a source's step or page: it never stands alone in a line."""
NO_STEP, NO_REASON = 1, 2
"""What a card does without, where there is little room."""


class Card(QWidget):
    """Shows a prompt whole, or only its headline while a warning stands above it."""

    done = Signal()
    not_now = Signal()
    why_asked = Signal()

    def __init__(self, theme: Theme, motion: Motion) -> None:
        super().__init__()
        self._theme = theme
        self._motion = motion
        tokens = theme.tokens
        self.prompt: Prompt | None = None
        self._compact = False
        self._tight = 0
        self._step = Paragraph(theme, tokens.small, "accent", QFont.Weight.Bold, spacing=0.4)
        self._headline = Paragraph(theme, tokens.head, weight=QFont.Weight.DemiBold)
        self._brief = Paragraph(theme, tokens.body, "muted", QFont.Weight.Medium)
        self._say = Paragraph(theme, tokens.lead)
        self._why = Paragraph(theme, tokens.body, "muted")
        self._detail = Paragraph(theme, tokens.body, "muted")
        done = KeyButton(theme, "done", tr("Done"), icon="return")
        not_now = KeyButton(theme, "not_now", tr("Not now"))
        why_key = KeyButton(theme, "why", tr("Why"))
        done.clicked.connect(self.done)
        not_now.clicked.connect(self.not_now)
        why_key.clicked.connect(self.why_asked)

        self._keys = QWidget()
        keys = Flow(self._keys, 14)
        keys.setContentsMargins(0, 0, 0, 0)
        for key in (done, not_now, why_key):
            keys.addWidget(key)

        self._layout = layout = QVBoxLayout(self)
        layout.setSpacing(8)
        for part in (
            self._step,
            self._headline,
            self._brief,
            self._say,
            self._why,
            self._detail,
            self._keys,
        ):
            layout.addWidget(part)
        self.clear("")

    @property
    def texts(self) -> tuple[str, ...]:
        """What can be read on the card now, from top to bottom."""
        parts = (self._step, self._headline, self._brief, self._say, self._why, self._detail)
        return tuple(part.text() for part in parts if not part.isHidden())

    def show_prompt(self, prompt: Prompt, step: str) -> None:
        """Shows a prompt; `step` says where in the playbook it stands."""
        self.prompt = prompt
        self._step.setText(step.upper())
        headline = typeset(prompt.headline)
        self._headline.setText(headline)
        self._brief.setText(headline)
        self._say.setText(typeset(quoted(prompt.say)) if prompt.say else "")
        self._detail.clear()
        self.setAccessibleName(tr("Prompt: {headline}", headline=headline))
        self.setAccessibleDescription(self._say.text())
        self._arrange()
        self._motion.ease_in(self)
        announce(self, f"{prompt.headline}. {prompt.say}")

    def explain(self, find: FindUtterance, whole: bool | None = None) -> None:
        """Fills in why the card is shown; `whole` opens or closes the full explanation, None leaves it. The
        playbook's name stands in the footer."""
        if self.prompt is None:
            return
        named = _LAST_NUMBER.sub("\N{NO-BREAK SPACE}", typeset(self.prompt.source))
        source = tr("From {source}", source=named or tr("the playbook"))
        reason = why(self.prompt.because, find, tr)
        if whole if whole is not None else self.explained:
            others = (heard(reason, find, tr) for reason in self.prompt.because[1:])
            detail = "\n".join([*(tr("And {reason}", reason=other) for other in others), source])
        else:
            reason, detail = reason or source, ""
        if (self._why.text(), self._detail.text()) != (reason, detail):
            self._why.setText(reason)
            self._detail.setText(detail)
            self._arrange()

    @property
    def explained(self) -> bool:
        return bool(self._detail.text())

    def set_compact(self, compact: bool) -> None:
        """Shows the headline only."""
        self._compact = compact
        self._arrange()

    def set_tight(self, tight: int) -> None:
        """Where there is little room first the step gives way (the checklist shows it), then the reason too (a key
        shows it): 1, 2; and nothing where there is enough: 0."""
        if tight != self._tight:
            self._tight = tight
            self._arrange()

    def welcome(self, words: str, hint: str) -> None:
        """Before a call: what there is to do."""
        self.clear("")
        self._say.setText(words)
        self._why.setText(hint)
        self.setAccessibleDescription(f"{words} {hint}")
        self._arrange()

    def clear(self, words: str, next_up: str = "") -> None:
        """Nothing is to be done now; `words` say what the program does meanwhile, `next_up` what comes next."""
        self.prompt = None
        for part in (self._headline, self._say, self._why, self._detail):
            part.clear()
        self._step.setText(tr("{state} · next", state=words).upper() if next_up else "")
        self._say.setText(next_up)
        self._brief.setText("" if next_up else words)
        self.setAccessibleName(tr("No prompt"))
        self.setAccessibleDescription(next_up or words)
        self._arrange()

    def _arrange(self) -> None:
        whole = self.prompt is not None and not self._compact
        waiting = self.prompt is None
        around = 16 if not self._compact and self._tight < NO_REASON else 10
        self._layout.setContentsMargins(20, around, 16, around)
        self._brief.setVisible(not whole and bool(self._brief.text()))
        self._headline.setVisible(whole)
        self._keys.setVisible(whole)
        placed = self._tight < (NO_STEP if whole else NO_REASON)
        self._step.setVisible((whole or waiting) and placed and bool(self._step.text()))
        self._step.set_colour("muted" if waiting else "accent")
        self._say.setVisible((whole or waiting) and bool(self._say.text()))
        greets = waiting and bool(self._why.text())
        self._say.set_colour("muted" if waiting and not greets else "ink")
        reason = whole and (self._tight < NO_REASON or self.explained)
        self._why.setVisible((reason or waiting) and bool(self._why.text()))
        self._detail.setVisible(whole and bool(self._detail.text()))
        settle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.prompt is None:
            return  # nothing to do is no card: only quiet words on the ground
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.tokens.card_radius
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 0.5, -0.5, -0.5), radius, radius)
        if not self._compact:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(0, 16, 4, self.height() - 32), 2, 2)
