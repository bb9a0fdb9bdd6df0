"""The first pages: hear yourself and the caller, choose a model, what is kept. Three, and each can be skipped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QFont
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from assist.errors import InputError
from assist.events import CHANNELS
from ui.buttons import TextButton
from ui.choices import Choices
from ui.listening import Listening
from ui.model_picker import ModelPicker
from ui.paragraph import Paragraph
from ui.scrolling import SCROLL_BAR_WIDTH, scrolled
from ui.theme import Theme
from ui.words import tr


class FirstRun(QWidget):
    """`left` says whether the practice call is wanted now; a model that is being fetched still comes then, and
    `fetched` tells what became of it. `over`: it has been left.

    The sentence model is left to the settings: it adds little, and who begins should be asked only for what matters."""

    left = Signal(bool)
    fetched = Signal(str)

    def __init__(self, theme: Theme, choices: Choices) -> None:
        super().__init__()
        self._theme = theme
        self._choices = choices
        self._settings = choices.settings()
        self.over = False
        self.setWindowTitle(tr("Welcome"))
        self.resize(theme.window_size(560, 600))
        self._pages = QStackedWidget()
        for page in (self._hear(), self._choose_model(), self._kept()):
            self._pages.addWidget(scrolled(page, theme))
        self._place = Paragraph(theme, theme.tokens.body, "muted").as_label()
        self.back = TextButton(theme, tr("Back"))
        self.skip = TextButton(theme, tr("Skip"), "link")
        self.next = TextButton(theme, tr("Next"), "primary")
        self.practice = TextButton(theme, tr("Practice call"), "primary")
        for button in (self.back, self.skip, self.next, self.practice):
            button.setToolTip(f"{button.text()} ({tr('Tab, then Space')})")
        self.back.clicked.connect(lambda: self._go(-1))
        self.next.clicked.connect(lambda: self._go(1))
        self.skip.clicked.connect(lambda: self._leave(practice=False))
        self.practice.clicked.connect(lambda: self._leave(practice=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._place)
        row.addStretch(1)
        for button in (self.skip, self.back, self.next, self.practice):
            row.addWidget(button)
        column = QVBoxLayout(self)
        row.setContentsMargins(32, 0, 32, 20)
        column.setContentsMargins(0, 28, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._pages, 1)
        column.addLayout(row)
        theme.changed.connect(self._dress)
        self._dress()
        self._go(0)

    @Slot()
    def _dress(self) -> None:
        self._theme.dress(self)

    @property
    def page(self) -> int:
        return self._pages.currentIndex()

    def _go(self, by: int) -> None:
        page = min(max(self.page + by, 0), self._pages.count() - 1)
        self._pages.setCurrentIndex(page)
        last = page == self._pages.count() - 1
        self._place.setText(tr("{number} of {count}", number=page + 1, count=self._pages.count()))
        self.back.setVisible(page > 0)
        self.next.setVisible(not last)
        self.practice.setVisible(last)
        self.skip.setText(tr("Not now") if last else tr("Skip"))
        (self.practice if last else self.next).setFocus(Qt.FocusReason.OtherFocusReason)
        for listening in self.listening.values():
            if page == 0 and self.isVisible():
                listening.listen()
            else:
                listening.rest()

    def begin(self) -> None:
        """Shows itself and listens."""
        self.show()
        self._go(0)

    def _page(self, title: str, words: str) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 0, 32 - SCROLL_BAR_WIDTH, 0)
        column.setSpacing(14)
        heading = Paragraph(self._theme, self._theme.tokens.head, weight=QFont.Weight.DemiBold)
        heading.setText(title)
        text = Paragraph(self._theme, self._theme.tokens.lead, "muted")
        text.setText(words)
        column.addWidget(heading)
        column.addWidget(text)
        return page, column

    def _hear(self) -> QWidget:
        page, column = self._page(
            tr("Hear yourself"),
            tr("Call Assist listens beside your phone. Say a few words: the bars should move."),
        )
        current = {"agent": self._settings.microphone, "client": self._settings.caller}
        key = {"agent": "microphone", "client": "caller"}
        self.listening = {
            channel: Listening(self._theme, self._choices, channel, current[channel]) for channel in CHANNELS
        }
        for channel, listening in self.listening.items():
            listening.chosen.connect(lambda device, channel=channel: self._save(key[channel], device))
            column.addSpacing(8)
            column.addWidget(listening)
        column.addStretch(1)
        return page

    def _choose_model(self) -> QWidget:
        page, column = self._page(
            tr("Choose how it hears"),
            tr(
                "The bundled speech model understands only the practice call. For your own calls choose another: "
                "it is fetched once, and then hears on this machine, without a network."
            ),
        )
        self.picker = ModelPicker(self._theme, self._choices, self._settings.model)
        self.picker.chosen.connect(lambda name: self._save("model", name or None))
        self.picker.fetched.connect(self.fetched)
        column.addWidget(self.picker)
        column.addStretch(1)
        return page

    def _kept(self) -> QWidget:
        page, column = self._page(
            tr("What is kept, and what never leaves"),
            tr("The words of your calls, the cards and the note are kept on this machine, for you alone."),
        )
        days = self._settings.retention.audio_days
        for words in (
            tr("The sound of a call is kept for {count} days; a red mark shows it.", count=days)
            if days
            else tr("The sound of a call is not kept."),
            tr("Nothing leaves this machine unless someone here sets up a team or a speech server."),
            tr("Pause stops hearing at once. What is kept can be erased, call by call."),
            tr("It is kept in {folder}.", folder=self._choices.kept_in),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            dot = Paragraph(self._theme, self._theme.tokens.body, "accent", QFont.Weight.Bold).as_label()
            dot.setText("·")
            line = Paragraph(self._theme, self._theme.tokens.body)
            line.setText(words)
            row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(line, 1)
            column.addLayout(row)
        column.addStretch(1)
        return page

    def _save(self, key: str, value: object) -> None:
        try:
            self._settings = self._choices.save({key: value})
        except InputError as problem:
            self._place.setText(str(problem))

    def _leave(self, *, practice: bool) -> None:
        if self.over:
            return
        self.over = True
        self._save("welcomed", True)
        self.close()
        self.left.emit(practice)

    def closeEvent(self, event: QCloseEvent) -> None:
        for listening in self.listening.values():
            listening.rest()
        event.accept()
        self._leave(practice=False)
