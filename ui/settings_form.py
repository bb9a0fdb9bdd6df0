"""Pages of settings and what stands on them: a control below its name, a quiet word below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.buttons import TextButton
from ui.fields import ChoiceBox
from ui.flow import Flow
from ui.paragraph import Paragraph
from ui.scrolling import scrolled
from ui.theme import Theme
from ui.words import tr


class SettingsForm(QWidget):
    """Makes pages and controls; what they set is the window's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def _page(self, title: str, fill: Callable[[QVBoxLayout], None]) -> QWidget:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 4, 16, 16)
        column.setSpacing(10)
        heading = Paragraph(self._theme, self._theme.tokens.head, weight=QFont.Weight.DemiBold)
        heading.setText(title)
        column.addWidget(heading)
        fill(column)
        column.addStretch(1)
        return scrolled(page, self._theme)

    def _row(
        self,
        column: QVBoxLayout,
        name: str,
        control: QWidget,
        hint: str = "",
        beside: QWidget | None = None,
    ) -> None:
        """A control below its name, with a quiet word of explanation below it; `beside` stands at its right."""
        label = Paragraph(self._theme, self._theme.tokens.body, weight=QFont.Weight.DemiBold)
        label.setText(name)
        control.setAccessibleName(name)
        control.setAccessibleDescription(hint)
        if not control.toolTip():
            control.setToolTip(f"{hint or name} ({tr('Tab')})")
        field = QVBoxLayout()
        field.setSpacing(4)
        field.setContentsMargins(0, 8, 0, 0)
        field.addWidget(label)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(control, 1)
        if beside is not None:
            line.addWidget(beside)
        field.addLayout(line)
        if hint:
            field.addWidget(self._hint(hint))
        column.addLayout(field)

    def _hint(self, words: str) -> Paragraph:
        hint = Paragraph(self._theme, self._theme.tokens.body, "muted")
        hint.setText(words)
        return hint

    def _combo(
        self,
        options: Sequence[tuple[str, object]],
        current: object,
        deed: Callable[[object], None],
    ) -> QComboBox:
        combo = ChoiceBox(self._theme)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for name, value in options:
            combo.addItem(name, value)
        place = next((at for at, (_name, value) in enumerate(options) if value == current), -1)
        if place < 0 and current is not None:  # something of the file that this machine does not have now
            combo.addItem(tr("{name} (not here now)", name=current), current)
            place = combo.count() - 1
        combo.setCurrentIndex(max(place, 0))
        combo.activated.connect(lambda at: deed(combo.itemData(at)))
        return combo

    def _line(self, text: str, deed: Callable[[str], None]) -> QLineEdit:
        line = QLineEdit(text)
        line.editingFinished.connect(lambda: deed(line.text().strip()) if line.isModified() else None)
        return line

    def _segments(
        self, options: Sequence[tuple[str, str]], current: str, deed: Callable[[str], None]
    ) -> QWidget:
        """A few choices side by side."""
        holder = QWidget()
        flow = Flow(holder, 6)
        group = QButtonGroup(holder)
        for name, value in options:
            button = TextButton(self._theme, name, "choice")
            button.setCheckable(True)
            button.setChecked(value == current)
            button.setToolTip(f"{name} ({tr('Space')})")
            button.clicked.connect(lambda _checked=False, value=value: deed(value))
            group.addButton(button)
            flow.addWidget(button)
        return holder
