"""The steps of the playbook in one quiet row: done, active, to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from assist.events import Because, StepChanged
from assist.wording import FindUtterance, heard
from ui.icon import draw_icon
from ui.playbook_shape import StepShape
from ui.theme import Theme

CIRCLE = 18
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
        return QSize(CIRCLE + 4, CIRCLE + 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(CIRCLE, CIRCLE + 24)

    def label_font(self) -> QFont:
        weight = QFont.Weight.DemiBold if self.state == "active" else QFont.Weight.Normal
        return self._theme.font(self._theme.tokens.small, weight)

    def describe(self, find: FindUtterance) -> None:
        """Brings the tool tip and the accessible name up to date."""
        name = f"{self.step.label}: {_STATE_NAMES[self.state]}"
        lines = [f"{self.step.headline} · {_STATE_NAMES[self.state]}"]
        lines += [heard(reason, find) for reason in self.because]
        key = f" ({self._number})" if self._number <= 9 else " (Tab, then Space)"
        lines.append(("Take the tick away" if self.state == "done" else "Tick it") + key)
        self.setAccessibleName(name)
        self.setToolTip("\n".join(lines))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, CIRCLE / 2 + 2)
        radius = CIRCLE / 2 - 1
        accent, muted = theme.colour("accent"), theme.colour("muted")
        hot = self.underMouse() or self.hasFocus()
        painter.setBrush(theme.colour("ground"))
        if self.state == "done":
            painter.setPen(QPen(theme.colour("ink") if hot else accent, 1.6))
            painter.setBrush(accent)
            painter.drawEllipse(centre, radius, radius)
            mark = QRectF(centre.x() - 7, centre.y() - 7, 14, 14)
            draw_icon(painter, "tick", mark, theme.colour("on_accent"))
        elif self.state == "active":
            painter.setPen(QPen(accent, 2))
            painter.drawEllipse(centre, radius, radius)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(centre, 3.6, 3.6)
        else:
            painter.setPen(QPen(accent if hot else muted, 1.4))
            painter.drawEllipse(centre, radius, radius)
            if self.state == "skipped":
                painter.drawLine(centre - QPointF(3.5, 0), centre + QPointF(3.5, 0))
        if self.labelled:
            painter.setFont(self.label_font())
            painter.setPen(theme.colour("ink" if self.state == "active" else "muted"))
            place = QRectF(-8, CIRCLE + 6, self.width() + 16, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.text())


class Checklist(QWidget):
    """A row of steps joined by hairlines. Where the labels do not all fit, only the active step has one."""

    ticked = Signal(str, bool)

    def __init__(self, theme: Theme, steps: Sequence[StepShape]) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Steps")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 10)
        row.setSpacing(0)
        self.buttons = [StepButton(theme, step, number) for number, step in enumerate(steps, start=1)]
        for button in self.buttons:
            button.clicked.connect(lambda _checked=False, button=button: self._tick(button))
            button.describe(lambda _id: None)
            row.addWidget(button)

    def _tick(self, button: StepButton) -> None:
        self.ticked.emit(button.step.id, button.state != "done")

    def toggle(self, number: int) -> None:
        """Ticks the step with a number, counted from 1, or takes its tick away."""
        if number <= len(self.buttons):
            self._tick(self.buttons[number - 1])

    def place_of(self, step: str) -> str:
        """Where a step stands, in words: Step 3 of 7 · Clarify."""
        for number, button in enumerate(self.buttons, start=1):
            if button.step.id == step:
                return f"Step {number} of {len(self.buttons)} · {button.step.label}"
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
        self._fit_labels()

    def at_last_step(self) -> bool:
        """Whether the playbook has come to its last step."""
        return bool(self.buttons) and self.buttons[-1].state in ("active", "done")

    def clear(self) -> None:
        for button in self.buttons:
            button.state, button.because = "todo", ()
            button.describe(lambda _id: None)
        self._fit_labels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_labels()

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
        for left, right in zip(self.buttons, self.buttons[1:], strict=False):
            y = left.y() + CIRCLE // 2 + 2
            start, end = left.geometry().center().x() + 13, right.geometry().center().x() - 13
            if start < end:
                painter.drawLine(start, y, end, y)
        active = next((button for button in self.buttons if button.state == "active"), None)
        if active is not None and not active.labelled:
            painter.setFont(active.label_font())
            painter.setPen(self._theme.colour("ink"))
            width = painter.fontMetrics().horizontalAdvance(active.text()) + 4
            left_edge = min(max(active.geometry().center().x() - width / 2, 12), self.width() - 12 - width)
            place = QRectF(left_edge, active.y() + CIRCLE + 6, width, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, active.text())
