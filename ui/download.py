"""A model on its way to this machine: how far it is, how fast, and what became of it."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.choices import Choices
from ui.errand import Errand
from ui.paragraph import Paragraph
from ui.theme import Theme
from ui.words import tr


class Download(QWidget):
    """One at a time; a `button` may stand beside its words. `ended` is told when one came to its end by itself: an
    empty text, or what went wrong."""

    ended = Signal(str)

    def __init__(self, theme: Theme, choices: Choices, button: QWidget | None = None) -> None:
        super().__init__()
        self._choices = choices
        self._errand = Errand(self)
        self._errand.told.connect(self.show_bytes)
        self._errand.done.connect(self._end)
        self._what = ""
        self._began = 0.0
        self._first = 0
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress of the download"))
        self._words = Paragraph(theme, theme.tokens.body, "muted")
        row = QHBoxLayout()
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        if button is not None:
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._bar)  # below: the button keeps its place when it comes and goes
        self.rest("")

    @property
    def words(self) -> str:
        """What is being done, or what became of it."""
        return self._words.text()

    @property
    def running(self) -> bool:
        return self._errand.running

    def begin(self, name: str, what: str) -> None:
        """Fetches the model of this name; `what`: what people call it."""
        self._what, self._began, self._first = what, time.monotonic(), 0
        self._bar.setRange(0, 1)
        self._bar.setValue(0)
        self._bar.show()
        self._say(tr("Fetching {name} …", name=what))
        self._errand.begin(lambda tell, stop: self._choices.fetch(name, lambda *bytes: tell(bytes), stop))

    @Slot(object)
    def show_bytes(self, counts: tuple[int, int]) -> None:
        """How many bytes of it are here, and how many there will be."""
        done, total = counts
        self._first = self._first or done
        seconds = time.monotonic() - self._began
        speed = (done - self._first) / seconds / 1e6 if seconds > 1 else 0.0
        words = tr(
            "Fetching {name}: {done} of {total} MB", name=self._what, done=done // 10**6, total=total // 10**6
        )
        self._say(words + (tr(" · {speed} MB a second", speed=f"{speed:.1f}") if speed else ""))
        self._bar.setRange(0, max(total // 1000, 1))
        self._bar.setValue(done // 1000)

    def stop(self) -> None:
        """Ends it; what is here already stays."""
        self._errand.leave()
        self.rest("")

    def rest(self, words: str, *, wrong: bool = False) -> None:
        """Nothing is being fetched; the words stay."""
        self._bar.hide()
        self._say(words, wrong=wrong)

    def _say(self, words: str, *, wrong: bool = False) -> None:
        self._words.set_colour("warning" if wrong else "muted")
        self._words.setText(words)
        self._words.setVisible(bool(words))

    @Slot(str)
    def _end(self, problem: str) -> None:
        self.rest(problem, wrong=True)
        self.ended.emit(problem)
