"""The steps of the playbook in one quiet row: done, active, to do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from assist.events import Because, StepChanged
from assist.wording import BEFORE_TIME, FindUtterance, heard
from ui.icon import draw_icon
from ui.playbook_shape import StepShape
from ui.theme import Theme
from ui.words import tr

CIRCLE = 18
"""The diameter of a step, at the type's usual size."""
_STATE_NAMES = {"todo": "to do", "active": "active", "done": "done", "skipped": "skipped"}


class StepButton(QAbstractButton):
    """One step; a click ticks it or takes the tick away."""

    def __init__(self, theme: Theme, step: StepShape, number: int) -> None:
        super().__init__()
        self._theme = theme
        self.step = step
        self.state = "todo"
        self.because: tuple[Because, ...] = ()
        self.labelled = True
        self._number = number
        self.setText(step.label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.circle + 4, self.circle + 8 + self._theme.line_height(self._theme.tokens.small))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.circle, self.sizeHint().height())

    @property
    def circle(self) -> int:
        """Grows less than the type: seven of them stand in one row."""
        return round(CIRCLE * (1 + (self._theme.scale - 1) * 0.4))

    def label_font(self) -> QFont:
        weight = QFont.Weight.DemiBold if self.state == "active" else QFont.Weight.Normal
        return self._theme.font(self._theme.tokens.small, weight)

    def describe(self, find: FindUtterance) -> None:
        """Brings the tool tip and the accessible name up to date."""
        state = tr(_STATE_NAMES[self.state])
        name = f"{self.step.label}: {state}"
        lines = [f"{self.step.headline} · {state}"]
        lines += [heard(reason, find, tr) for reason in self.because]
        deed = tr("Take the tick away") if self.state == "done" else tr("Tick it")
        lines.append(f"{deed} ({self._number if self._number <= 9 else tr('Tab, then Space')})")
        self.setAccessibleName(name)
        self.setToolTip("\n".join(lines))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.circle / 2 + 2)
        radius = self.circle / 2 - 1
        accent, muted = theme.colour("accent"), theme.colour("muted")
        hot = self.underMouse() or self.hasFocus()
        painter.setBrush(theme.colour("ground"))
        if self.state == "done":
            painter.setPen(QPen(theme.colour("ink") if hot else accent, 1.6))
            painter.setBrush(accent)
            painter.drawEllipse(centre, radius, radius)
            half = radius * 0.875
            mark = QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half)
            draw_icon(painter, "tick", mark, theme.colour("on_accent"))
        elif self.state == "active":
            painter.setPen(QPen(theme.colour("ink") if hot else accent, 2))
            painter.drawEllipse(centre, radius, radius)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(centre, radius * 0.45, radius * 0.45)
        else:
            painter.setPen(QPen(accent if hot else muted, 1.4))
            painter.drawEllipse(centre, radius, radius)
            if self.state == "skipped":
                painter.drawLine(centre - QPointF(3.5, 0), centre + QPointF(3.5, 0))
        if self.labelled:
            painter.setFont(self.label_font())
            painter.setPen(theme.colour("ink" if self.state == "active" else "muted"))
            place = QRectF(-8, self.circle + 5, self.width() + 16, self.height() - self.circle - 6)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.text())


class Checklist(QWidget):
    """A row of steps joined by hairlines. Where the labels do not all fit, only the active step has one.

    Below it one line says which words ticked the newest step; a click goes to them."""

    ticked = Signal(str, bool)
    source_chosen = Signal(int)

    def __init__(self, theme: Theme, steps: Sequence[StepShape]) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(tr("Steps"))
        self._row = QWidget()
        self._buttons_row = QHBoxLayout(self._row)
        self._buttons_row.setContentsMargins(0, 0, 0, 0)
        self._buttons_row.setSpacing(0)
        self.buttons: list[StepButton] = []
        self.source = SourceLine(theme)
        self.source.clicked.connect(self._choose_source)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(2)
        column.addWidget(self._row)
        column.addWidget(self.source)
        theme.changed.connect(self._fit_labels)
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[StepShape]) -> None:
        """The steps of another playbook, none of them done."""
        for button in self.buttons:
            self._buttons_row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [StepButton(self._theme, step, number) for number, step in enumerate(steps, start=1)]
        for button in self.buttons:
            button.clicked.connect(partial(self._tick, button))
            self._buttons_row.addWidget(button)
        self.clear()

    def _choose_source(self) -> None:
        if self.source.utterance is not None:
            self.source_chosen.emit(self.source.utterance)

    def _tick(self, button: StepButton, _checked: bool = False) -> None:
        self.ticked.emit(button.step.id, button.state != "done")

    def toggle(self, number: int) -> None:
        """Ticks the step with a number, counted from 1, or takes its tick away."""
        if number <= len(self.buttons):
            self._tick(self.buttons[number - 1])

    def place_of(self, step: str) -> str:
        """Where a step stands, in words: Step 3 of 7 · Clarify."""
        for number, button in enumerate(self.buttons, start=1):
            if button.step.id == step:
                place = tr("Step {number} of {count}", number=number, count=len(self.buttons))
                return f"{place} · {button.step.label}"
        return step

    def show_step(self, change: StepChanged, find: FindUtterance) -> None:
        for button in self.buttons:
            if button.step.id == change.step:
                button.state, button.because = change.state, change.because
            elif change.state == "active" and button.state == "active":
                button.state, button.because = "todo", ()
            else:
                continue
            button.describe(find)
        if change.state == "done":
            self._tell_source(change, find)
        self._fit_labels()

    def _tell_source(self, change: StepChanged, find: FindUtterance) -> None:
        label = next((button.step.label for button in self.buttons if button.step.id == change.step), "")
        if not change.because:
            self.source.say(tr("{step}: ticked by hand", step=label), None)
            return
        reason = change.because[0]
        self.source.say(tr("{step}: {reason}", step=label, reason=heard(reason, find, tr)), reason.utterance)

    @property
    def next_up(self) -> str:
        """The headline of the step that is active."""
        return next((button.step.headline for button in self.buttons if button.state == "active"), "")

    def at_last_step(self) -> bool:
        """Whether the playbook has come to its last step."""
        return bool(self.buttons) and self.buttons[-1].state in ("active", "done")

    def clear(self) -> None:
        for button in self.buttons:
            button.state, button.because = "todo", ()
            button.describe(lambda _id: None)
        self.source.say("", None)
        self._fit_labels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_labels()

    @Slot()
    def _fit_labels(self) -> None:
        room = (self.width() - 24) / max(len(self.buttons), 1)
        bold = self._theme.font(self._theme.tokens.small, QFont.Weight.DemiBold)
        metrics = QFontMetricsF(bold)
        fits = all(metrics.horizontalAdvance(button.text()) <= room - 2 for button in self.buttons)
        for button in self.buttons:
            button.labelled = fits
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour("line"))
        corner = self._row.pos()
        for left, right in zip(self.buttons, self.buttons[1:], strict=False):
            y = corner.y() + left.y() + left.circle // 2 + 2
            gap = left.circle // 2 + 4
            start = corner.x() + left.geometry().center().x() + gap
            end = corner.x() + right.geometry().center().x() - gap
            if start < end:
                painter.drawLine(start, y, end, y)
        active = next((button for button in self.buttons if button.state == "active"), None)
        if active is not None and not active.labelled:
            painter.setFont(active.label_font())
            painter.setPen(self._theme.colour("ink"))
            width = painter.fontMetrics().horizontalAdvance(active.text()) + 4
            middle = corner.x() + active.geometry().center().x()
            left_edge = min(max(middle - width / 2, 12), self.width() - 12 - width)
            top = corner.y() + active.circle + 5
            place = QRectF(left_edge, top, width, active.height() - active.circle - 6)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, active.text())


class SourceLine(QAbstractButton):
    """What ticked the newest step, in one quiet line that gives way with an ellipsis."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.utterance: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._dress()
        self.say("", None)
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(self._theme.tokens.small))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(80, self._theme.line_height(self._theme.tokens.small))

    def say(self, text: str, utterance: int | None) -> None:
        self.utterance = utterance
        self.setText(text)
        self.setAccessibleName(tr("What ticked the newest step"))
        self.setAccessibleDescription(text)
        self.setToolTip("\n".join(filter(None, (text, tr("Show it in the transcript (click)")))))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._theme.px(11)
        top = (self.height() - side) / 2
        draw_icon(painter, "tick", QRectF(5, top, side, side), self._theme.colour("accent"))
        hot = self.underMouse() and self.utterance is not None
        painter.setPen(self._theme.colour("ink" if hot else "muted"))
        room = self.rect().adjusted(side + 10, 0, -4, 0)
        line = self.line(room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)

    def line(self, width: int) -> str:
        """What there is room for. The words give way, and the time, by which they are found, stays."""
        words, dot, time = self.text().partition(BEFORE_TIME)
        closing = "”" if words.endswith("”") else ""
        metrics = self.fontMetrics()
        kept = closing + dot + time
        room = width - metrics.horizontalAdvance(kept)
        return metrics.elidedText(words.removesuffix(closing), Qt.TextElideMode.ElideRight, room) + kept
