"""What is looked for: the line of words, and the filters behind it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from assist.calls.store import CallFilter
from assist.calls.trends import label
from assist.review.said import said_kind
from assist.review.wanted import Wanted
from assist.wording import typeset
from ui.buttons import IconButton, TextButton
from ui.fields import ChoiceBox, TickBox
from ui.flow import Flow
from ui.paragraph import Paragraph
from ui.review.day_choice import DayChoice
from ui.review.search_line import SearchLine
from ui.scrolling import scroll_quietly
from ui.theme import Theme
from ui.words import tr

FOUND = 110
"""So high at least is what was found, with its count, below the fields."""
_SPEAKERS = (("agent", "Agent"), ("client", "Caller"), ("note", "Note"))


class Filters(QWidget):
    """`changed` carries the Wanted that holds from now on; `grown`: another height is needed than before."""

    changed = Signal(object)
    grown = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._wanted = Wanted()
        self._showing = False
        self._labels: Mapping[str, str] = {}
        self.words = SearchLine(theme)
        self.words.setToolTip(tr("Words that were said or noted (/)"))
        self.words.searched.connect(self._change)
        self.open_button = IconButton(theme, "review_filters", "filter")
        self.open_button.clicked.connect(self.unfold)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.words, 1)
        top.addWidget(self.open_button)
        self._chips = QWidget()
        self._flow = Flow(self._chips, 4)
        self.panel = _Fields(theme)
        self.panel.hide()
        self._fill_panel()
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 10, 6)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._chips)
        column.addWidget(self.panel)
        self._chips.hide()
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def wanted(self) -> Wanted:
        return self._wanted

    @property
    def chips(self) -> tuple[str, ...]:
        """The filters that are set, as they stand below the line of words."""
        return tuple(chip.text() for chip in self._chips.findChildren(TextButton))

    @Slot()
    def _dress(self) -> None:
        font = self._theme.font(self._theme.tokens.body)
        for kind in (QComboBox, QLineEdit, TickBox):
            for widget in self.findChildren(kind):
                widget.setFont(font)

    @Slot()
    def unfold(self) -> None:
        """Opens the filters, or closes them."""
        self.panel.setVisible(self.panel.isHidden())
        self.grown.emit()
        if not self.panel.isHidden():
            self.day.named.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fit(self, room: int) -> None:
        """The page has so many pixels for the line, the fields and what was found: where these are few, the fields
        scroll and leave some to what was found."""
        layout = self.layout()
        if layout is None:
            return
        margins, least = layout.contentsMargins(), self._theme.px(72)
        self.panel.wanted = self.panel.height_at(self.width() - margins.left() - margins.right())
        others = self.words.height() + self._chips.height() * self._chips.isVisible() + 3 * layout.spacing()
        self.panel.setMinimumHeight(min(self.panel.wanted, least))
        self.panel.setMaximumHeight(max(room - others - self._theme.px(FOUND), least))
        self.panel.updateGeometry()

    def _fill_panel(self) -> None:
        theme = self._theme
        self.day = DayChoice(theme, self)
        self.day.changed.connect(self._change)
        self.agent = self._box([], tr("Agent"))
        self.disposition = self._box([], tr("Outcome"))
        self.moment = self._box([], tr("Moment"))
        self.kept = self._box([], tr("Step kept"))
        self.missed = self._box([], tr("Step missed"))
        self.tag = self._box([], tr("Tag"))
        self.speaker = self._box(
            [(tr("Anybody"), None), *((tr(words), name) for name, words in _SPEAKERS)], tr("Said by")
        )
        self.promise_open = TickBox(theme, tr("A promise is open"))
        self.good_example = TickBox(theme, tr("Good example"))
        self.rank = TickBox(theme, tr("Best match first"))
        grid = QGridLayout(self.panel.fields)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        boxes = (
            self.day.named, self.agent, self.day.since, self.day.until, self.disposition, self.moment,
            self.kept, self.missed, self.tag, self.speaker,
        )  # fmt: skip
        for place, box in enumerate(boxes):
            label = Paragraph(theme, theme.tokens.small, "muted", QFont.Weight.DemiBold)
            label.setText(box.accessibleName())
            row, column = divmod(place, 2)
            grid.addWidget(label, row * 2, column)
            grid.addWidget(box, row * 2 + 1, column)
            grid.setColumnStretch(column, 1)
        ticks = QWidget()
        flow = Flow(ticks, 12)
        for tick in (self.promise_open, self.good_example, self.rank):
            tick.setToolTip(f"{tick.text()} ({tr('Space')})")
            tick.toggled.connect(self._change)
            flow.addWidget(tick)
        grid.addWidget(ticks, grid.rowCount(), 0, 1, 2)
        self.show_names({}, {})

    def _box(self, options: list[tuple[str, object]], name: str) -> ChoiceBox:
        box = ChoiceBox(self._theme)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setAccessibleName(name)
        box.setToolTip(f"{name} ({tr('Tab')})")
        for words, value in options:
            box.addItem(words, value)
        box.activated.connect(self._change)
        return box

    def show_names(self, names: dict[str, list[str]], labels: Mapping[str, str]) -> None:
        """What there is to choose from, by kind of mark. `labels`: the steps in words."""
        self._labels = labels
        steps = [(label(name, labels), name) for name in names.get("kept", [])]
        missed = [(label(name, labels), name) for name in names.get("missed", [])]
        for box, anything, options in (
            (self.agent, tr("Anybody’s"), [(name, name) for name in names.get("agent", [])]),
            (self.disposition, tr("Any"), [(name, name) for name in names.get("disposition", [])]),
            (self.moment, tr("Any"), [(said_kind(name, tr), name) for name in names.get("moment", [])]),
            (self.kept, tr("Any"), steps),
            (self.missed, tr("Any"), missed),
            (self.tag, tr("Any"), [(name, name) for name in names.get("tag", [])]),
        ):
            chosen = box.currentData()
            box.clear()
            box.addItem(anything, None)
            for words, value in sorted(options):
                box.addItem(words, value)
            box.setCurrentIndex(max(box.findData(chosen), 0))

    @Slot()
    def clear(self) -> None:
        """Everything again."""
        self.show_wanted(Wanted())
        self.changed.emit(self._wanted)

    @Slot()
    def _change(self) -> None:
        if self._showing:
            return
        since, until = self.day.span
        calls = CallFilter(
            since=since,
            until=until,
            agent=self.agent.currentData(),
            disposition=self.disposition.currentData(),
            moment=self.moment.currentData(),
            kept=self.kept.currentData(),
            missed=self.missed.currentData(),
            promise_open=self.promise_open.isChecked(),
            tag=self.tag.currentData(),
            good_example=self.good_example.isChecked(),
            warning=self._wanted.calls.warning,  # set from the trends, taken out by its chip
        )
        wanted = Wanted(self.words.text(), self.speaker.currentData(), self.rank.isChecked(), calls)
        if wanted != self._wanted:
            self._wanted = wanted
            self._show_chips()
            self.changed.emit(wanted)

    def show_wanted(self, wanted: Wanted) -> None:
        """Sets every field; tells nobody."""
        self._showing = True
        calls = wanted.calls
        self.words.setText(wanted.text)
        for box, value in (
            (self.agent, calls.agent), (self.disposition, calls.disposition), (self.moment, calls.moment),
            (self.kept, calls.kept), (self.missed, calls.missed), (self.tag, calls.tag),
            (self.speaker, wanted.speaker),
        ):  # fmt: skip
            if value is not None and box.findData(value) < 0:
                box.addItem(str(value), value)
            box.setCurrentIndex(max(box.findData(value), 0))
        self.day.show_span((calls.since, calls.until))
        self.promise_open.setChecked(calls.promise_open)
        self.good_example.setChecked(calls.good_example)
        self.rank.setChecked(wanted.rank)
        self._showing = False
        self._wanted = wanted
        self._show_chips()

    def _show_chips(self) -> None:
        """Each filter that is set, to be taken out with a click."""
        while (item := self._flow.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.setParent(None)
                chip.deleteLater()
        calls = self._wanted.calls
        for name, words in (
            ("day", self.day.words),
            ("agent", calls.agent),
            ("disposition", calls.disposition),
            ("moment", said_kind(calls.moment, tr) if calls.moment else ""),
            ("kept", tr("kept: {step}", step=label(calls.kept, self._labels)) if calls.kept else ""),
            ("missed", tr("missed: {step}", step=label(calls.missed, self._labels)) if calls.missed else ""),
            ("warning", typeset(calls.warning or "")),
            ("tag", calls.tag),
            ("speaker", tr(dict(_SPEAKERS)[self._wanted.speaker]) if self._wanted.speaker else ""),
            ("promise_open", tr("promise open") if calls.promise_open else ""),
            ("good_example", tr("good example") if calls.good_example else ""),
        ):
            if words:
                chip = TextButton(self._theme, f"{words}  ×", "chip")
                chip.setToolTip(tr("Take this filter out (Space)"))
                chip.setAccessibleName(tr("Filter {words}: take it out", words=words))
                chip.clicked.connect(lambda _checked=False, name=name: self._take_out(name))
                self._flow.addWidget(chip)
        self._chips.setVisible(self._flow.count() > 0)
        self._chips.updateGeometry()
        self.grown.emit()

    def _take_out(self, name: str) -> None:
        self.show_wanted(self._wanted.without(name))
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(self._wanted)


class _Fields(QScrollArea):
    """`fields`: the page of them; it is `wanted` pixels high, and scrolls where there is less room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.wanted = 0
        self.fields = QWidget()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll_quietly(self, theme)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setWidget(self.fields)
        self.fields.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def height_at(self, width: int) -> int:
        """What the fields need."""
        layout = self.fields.layout()
        if layout is None:
            return 0
        layout.activate()
        return layout.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.wanted)
