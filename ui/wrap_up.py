"""After the call: how it came out, why it happened, save. One screen, by keyboard alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QVBoxLayout, QWidget

from assist.events import Disposition
from ui.buttons import TextButton
from ui.flow import Flow
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CauseLine(QLineEdit):
    """Enter belongs to it, and to no card, while it is written in."""

    def event(self, event: QEvent) -> bool:
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.ShortcutOverride and event.key() in ENTER:
                event.accept()
                return True
        return super().event(event)


class WrapUp(QWidget):
    """Buttons for the dispositions, each with its number's key; a line for the root cause. `buttons` save, copy and
    read back: they stand below, where they never scroll out of sight."""

    save_asked = Signal()
    copy_asked = Signal()
    read_back_asked = Signal()

    def __init__(self, theme: Theme, dispositions: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        tokens = theme.tokens
        self._title = title = Paragraph(theme, tokens.small, "accent", QFont.Weight.Bold, spacing=0.4)
        title.setText(tr("AFTER THE CALL"))
        how = Paragraph(theme, tokens.lead, weight=QFont.Weight.DemiBold)
        how.setText(tr("How did it come out?"))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        choices = QWidget()
        self._flow = Flow(choices, 6)
        self.choices: list[QPushButton] = []
        self._dispositions: tuple[str, ...] = ()
        self.show_dispositions(dispositions)
        self.cause = CauseLine()
        self.cause.setPlaceholderText(tr("Why, and what changes?"))
        self.cause.setAccessibleName(tr("Why did it happen, and what changes?"))
        self.cause.setToolTip(tr("Why it happened, and what changes (C)"))
        self.cause.returnPressed.connect(self.save_asked)
        self.save = TextButton(theme, tr("Save note"), "primary", "save")
        self.save.clicked.connect(self.save_asked)
        self._copy = TextButton(theme, tr("Copy"), "", "copy")
        self._copy.clicked.connect(self.copy_asked)
        self._read = TextButton(theme, tr("Read back"), "", "read_back")
        self._read.clicked.connect(self.read_back_asked)
        self.buttons = QWidget()
        self._row = row = Flow(self.buttons, 8)
        for button in (self.save, self._copy, self._read):
            row.addWidget(button)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(8)
        for part in (title, how, choices, self.cause):
            column.addWidget(part)
        column.addStretch(1)
        self.set_tight(False)
        self._dress()
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        self.cause.setFont(self._theme.font(self._theme.tokens.body))

    def offer(self, wanted: bool) -> None:
        """Shows it and its buttons, or neither."""
        self.setVisible(wanted)
        self.buttons.setVisible(wanted)

    def set_tight(self, tight: bool) -> None:
        """In a low window the title gives way: the bar above says it."""
        self._title.setVisible(not tight)
        self._column.setSpacing(6 if tight else 8)
        self._row.setContentsMargins(16, 6, 16, 8 if tight else 16)

    def show_dispositions(self, dispositions: Sequence[str]) -> None:
        """The ways in which the next calls can come out."""
        if tuple(dispositions) == self._dispositions:
            return  # what is chosen stays chosen
        self._dispositions = tuple(dispositions)
        for choice in self.choices:
            self._group.removeButton(choice)
            self._flow.removeWidget(choice)
            choice.hide()
            choice.deleteLater()
        self.choices.clear()
        for number, words in enumerate(dispositions[:9], start=1):
            choice = TextButton(self._theme, f"{number}  {tr(words)}", "choice")
            choice.setAccessibleName(tr(words))
            choice.setToolTip(f"{tr(words)} ({number})")
            choice.setProperty("disposition", words)
            choice.setCheckable(True)
            self._group.addButton(choice)
            self.choices.append(choice)
            self._flow.addWidget(choice)

    def clear(self) -> None:
        """For the next call: nothing is chosen."""
        self._group.setExclusive(False)
        for choice in self.choices:
            choice.setChecked(False)
        self._group.setExclusive(True)
        self.cause.clear()

    def choose(self, number: int) -> None:
        """Chooses a disposition by its number, counted from 1."""
        if 1 <= number <= len(self.choices):
            self.choices[number - 1].setChecked(True)

    def disposition(self, at: float) -> Disposition | None:
        """What was chosen and written; None where neither was."""
        chosen = self._group.checkedButton()
        words = str(chosen.property("disposition")) if chosen else ""
        cause = " ".join(self.cause.text().split())
        return Disposition(at, words, cause) if words or cause else None
