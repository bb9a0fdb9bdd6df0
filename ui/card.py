"""The card: the one thing to do next."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from assist.events import Prompt
from assist.wording import FindUtterance, heard, quoted, why
from ui.icon import draw_icon
from ui.paragraph import Paragraph, settle
from ui.theme import Theme


class KeyButton(QAbstractButton):
    """A key as it looks on the keyboard, and what it does. It never takes the focus: the key itself works."""

    def __init__(self, theme: Theme, key: str, words: str, tip: str, icon: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._key = key
        self._icon = icon
        self.setText(words)
        self.setFont(theme.font(theme.tokens.body))
        self.setAccessibleName(words)
        self.setToolTip(f"{tip} ({key})")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(24 + 6 + self.fontMetrics().horizontalAdvance(self.text()) + 2, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("chip"))
        cap = QRectF(0, 1, 24, 20)
        painter.drawRoundedRect(cap, 5, 5)
        if self._icon:
            draw_icon(painter, self._icon, QRectF(6, 5, 12, 12), theme.colour("ink"))
        else:
            painter.setPen(theme.colour("ink"))
            painter.setFont(theme.font(theme.tokens.small, QFont.Weight.Bold))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.setFont(self.font())
        painter.setPen(theme.colour("ink" if self.underMouse() else "muted"))
        words = QRectF(30, 0, self.width() - 30, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class Card(QWidget):
    """Shows a prompt whole, or only its headline while a warning stands above it."""

    done = Signal()
    not_now = Signal()
    why_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        tokens = theme.tokens
        self.prompt: Prompt | None = None
        self._compact = False
        self._tight = False
        self._step = Paragraph(theme, tokens.small, "accent", QFont.Weight.Bold, spacing=0.4)
        self._headline = Paragraph(theme, tokens.head, weight=QFont.Weight.DemiBold)
        self._brief = Paragraph(theme, tokens.body, "muted", QFont.Weight.Medium)
        self._say = Paragraph(theme, tokens.lead)
        self._why = Paragraph(theme, tokens.body, "muted")
        self._detail = Paragraph(theme, tokens.body, "muted")
        done = KeyButton(theme, "Enter", "Done", "This is done", icon="return")
        not_now = KeyButton(theme, "N", "Not now", "Put this card away for now")
        why_key = KeyButton(theme, "?", "Why", "Show what this card stands on")
        done.clicked.connect(self.done)
        not_now.clicked.connect(self.not_now)
        why_key.clicked.connect(self.why_asked)

        self._keys = QWidget()
        keys = QHBoxLayout(self._keys)
        keys.setContentsMargins(0, 4, 0, 0)
        keys.setSpacing(16)
        for key in (done, not_now, why_key):
            keys.addWidget(key)
        keys.addStretch(1)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 16, 14)
        layout.setSpacing(6)
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
        self._headline.setText(prompt.headline)
        self._brief.setText(prompt.headline)
        self._say.setText(quoted(prompt.say) if prompt.say else "")
        self._detail.clear()
        self.setAccessibleName(f"Prompt: {prompt.headline}")
        self.setAccessibleDescription(self._say.text())
        self._arrange()

    def explain(self, find: FindUtterance, whole: bool | None = None) -> None:
        """Fills in why the card is shown; `whole` opens or closes the full explanation, None leaves it."""
        if self.prompt is None:
            return
        source = f"From {self.prompt.source}" if self.prompt.source else ""
        self._why.setText(why(self.prompt.because, find) or source)
        if whole if whole is not None else bool(self._detail.text()):
            lines = [f"• {heard(reason, find)}" for reason in self.prompt.because[1:]]
            lines.append(f"Playbook “{self.prompt.playbook}”" + (f" · {source}" if source else ""))
            self._detail.setText("\n".join(lines))
        else:
            self._detail.clear()
        self._arrange()

    @property
    def explained(self) -> bool:
        return bool(self._detail.text())

    def set_compact(self, compact: bool) -> None:
        """Shows the headline only."""
        self._compact = compact
        self._arrange()

    def set_tight(self, tight: bool) -> None:
        """In a low window the step (the checklist shows it) and the reason (a key shows it) give way."""
        if tight != self._tight:
            self._tight = tight
            self._arrange()

    def clear(self, words: str) -> None:
        """Nothing is to be done now; `words` say what the program does meanwhile."""
        self.prompt = None
        for part in (self._step, self._headline, self._say, self._why, self._detail):
            part.clear()
        self._brief.setText(words)
        self.setAccessibleName("No prompt")
        self.setAccessibleDescription("")
        self._arrange()

    def _arrange(self) -> None:
        whole = self.prompt is not None and not self._compact
        self._brief.setVisible(not whole)
        self._headline.setVisible(whole)
        self._keys.setVisible(whole)
        self._step.setVisible(whole and not self._tight)
        self._why.setVisible(whole and bool(self._why.text()) and (not self._tight or self.explained))
        for part in (self._say, self._detail):
            part.setVisible(whole and bool(part.text()))
        settle(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.tokens.card_radius
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 0.5, -0.5, -0.5), radius, radius)
        if self.prompt is not None and not self._compact:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(0, 16, 4, self.height() - 32), 2, 2)
