"""What is to be taken in, who is the agent in it, when it began, and how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from assist.calls.importing import SOUND
from assist.calls.transcripts import SUFFIXES
from ui.buttons import TextButton
from ui.one_line import OneLine
from ui.review.bar import Bar
from ui.theme import Theme
from ui.words import tr


class ImportBar(Bar):
    """`chosen` carries files and folders, the agent's name in a transcript or "", and when the call began or ""."""

    chosen = Signal(object, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("How many files are done"))
        self.files = TextButton(theme, tr("Files…"), "primary")
        self.files.setToolTip(tr("Choose recordings, transcripts or exported calls (Space)"))
        self.files.clicked.connect(self._ask_for_files)
        self.folder = TextButton(theme, tr("A folder…"), "")
        self.folder.setToolTip(tr("Take in everything that a folder holds (Space)"))
        self.folder.clicked.connect(self._ask_for_folder)
        self.agent = QLineEdit()
        self.agent.setPlaceholderText(tr("the agent’s name in a transcript"))
        self.agent.setAccessibleName(tr("The agent’s name in a transcript"))
        self.agent.setToolTip(tr("Where a transcript names its speakers: which of them is the agent (Tab)"))
        self.started = QLineEdit()
        self.started.setPlaceholderText(tr("began: the file’s date, if empty"))
        self.started.setAccessibleName(tr("When the call began"))
        self.started.setToolTip(
            tr(
                "When the call of one file began, such as 2026-11-19 16:52. Left empty, the date in a file’s name "
                "says, such as 20261119-165200.wav, and where there is none, the file’s own (Tab)"
            )
        )
        self.at = OneLine(theme)
        self.at.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._telling = QWidget()
        beside = QHBoxLayout(self._telling)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(10)
        beside.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignVCenter)
        beside.addWidget(self.at)
        self._hold(self.files, self.folder, self.agent, self.started, self._telling)

    @Slot()
    def _dress(self) -> None:
        theme = self._theme
        for line in (self.agent, self.started):
            line.setFont(theme.font(theme.tokens.body))
            line.setFixedWidth(theme.px(250))
        self.progress.setFixedWidth(theme.px(140))
        self.at.setFixedWidth(theme.px(280))

    @property
    def running(self) -> bool:
        """Whether files are being taken in."""
        return not self.isHidden() and self.files.isHidden()

    def _show(self, *, running: bool) -> None:
        for asking in (self.files, self.folder, self.agent, self.started):
            asking.setVisible(not running)
        self._telling.setVisible(running)

    def ask(self) -> None:
        """Opens, and asks for what is to be taken in."""
        self.words.setText(tr("Take in recordings and transcripts"))
        self._show(running=False)
        self.show()
        self.files.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin(self) -> None:
        """Something was chosen; how much it is comes later."""
        self.words.setText(tr("Taking in"))
        self.progress.setRange(0, 0)
        self.at.say("")
        self.cancel.setEnabled(True)
        self._show(running=True)
        self.show()
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_at(self, number: int, count: int, name: str) -> None:
        """The how many-th file of so many comes now."""
        self.at.say(tr("{number} of {count}: {name}", number=number, count=count, name=name))
        self.progress.setRange(0, count)
        self.progress.setValue(number - 1)

    @Slot()
    def leave(self) -> None:
        """Puts it away; what is under way is told to stop, and is seen until it has."""
        if not self.running:
            super().leave()
            return
        self.words.setText(tr("Stopping"))
        self.cancel.setEnabled(False)
        self.left.emit()

    @Slot()
    def _ask_for_files(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in (*SUFFIXES, *SOUND))
        everything = f"{tr('Recordings and transcripts')} ({kinds})"
        names, _kind = QFileDialog.getOpenFileNames(self, tr("What is taken in"), "", everything)
        self._choose([Path(name) for name in names])

    @Slot()
    def _ask_for_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("The folder that is taken in"))
        self._choose([Path(name)] if name else [])

    def _choose(self, paths: list[Path]) -> None:
        if paths:
            self.chosen.emit(paths, self.agent.text().strip(), self.started.text().strip())
