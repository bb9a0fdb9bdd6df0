"""Calls that leave as files: asked how and where, written beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event as Flag

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from assist.review.archive import Archive
from assist.review.export import export_calls
from ui.errand import Errand
from ui.lookups import Lookups
from ui.note_pdf import write_pdf
from ui.review.share_bar import ShareBar
from ui.theme import Theme
from ui.words import tr


class Sharing(QObject):
    """`told` carries what came of it, in a sentence."""

    told = Signal(str)

    def __init__(self, theme: Theme, archive: Archive, lookups: Lookups, parent: QObject) -> None:
        super().__init__(parent)
        self._archive, self._lookups = archive, lookups
        self._calls: list[int] = []
        self._errand = Errand(self)
        self._errand.told.connect(self._take)
        self._errand.done.connect(self._finish)
        self.bar = ShareBar(theme)
        self.bar.asked.connect(self._ask_where)
        self.bar.left.connect(self.leave)

    def share(self, calls: Sequence[int]) -> None:
        """Asks how these calls are to leave."""
        self._calls = list(calls)
        if self._calls:
            self.bar.ask(len(self._calls))

    def share_at(self, places: Sequence[int]) -> None:
        """The same for the calls at these places of the list."""
        archive = self._archive
        self._lookups.ask("chosen", lambda: [one.call.id for one in archive.calls_at(places)], self.share)

    @Slot(str, bool)
    def _ask_where(self, form: str, redacted: bool) -> None:
        folder = QFileDialog.getExistingDirectory(self.bar, tr("Where the files go"))
        if folder:
            self.write(Path(folder), form, redacted)

    def write(self, folder: Path, form: str, redacted: bool) -> None:
        """Writes a file a call into a folder."""
        calls, archive = list(self._calls), self._archive

        def work(tell: Callable[[object], None], stop: Flag) -> None:
            tell(export_calls(archive, calls, folder, form, redacted, write_pdf, tell, stop.is_set))

        self.bar.show_done(0)
        self._errand.begin(work)

    @Slot(object)
    def _take(self, told: int | tuple[int, list[str]]) -> None:
        if isinstance(told, int):
            self.bar.show_done(told)
            return
        count, problems = told
        words = tr("1 file is written.") if count == 1 else tr("{count} files are written.", count=count)
        if problems:
            more = tr(" (and {count} more)", count=len(problems) - 1) if len(problems) > 1 else ""
            words += " " + tr("Not written: {problem}", problem=problems[0]) + more
        self.told.emit(words)

    @Slot(str)
    def _finish(self, problem: str) -> None:
        if problem:
            self.told.emit(problem)
        self.bar.hide()

    @Slot()
    def leave(self) -> None:
        """No further file is written."""
        self._errand.leave()

    def end(self) -> None:
        """The window closes."""
        self._errand.end()
