"""Recordings and transcripts that become kept calls, beside the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event as Flag

from PySide6.QtCore import QObject, Signal, Slot

from assist.calls.importing import Taken
from assist.review.archive import Archive
from ui.errand import Errand
from ui.review.import_bar import ImportBar
from ui.theme import Theme
from ui.words import tr


class TakingIn(QObject):
    """`taken`: there may be calls that the list has not; `told` carries what came of it, in a sentence."""

    taken = Signal()
    told = Signal(str)

    def __init__(self, theme: Theme, archive: Archive, parent: QObject) -> None:
        super().__init__(parent)
        self._archive = archive
        self._errand = Errand(self)
        self._errand.told.connect(self._hear)
        self._errand.done.connect(self._finish)
        self.bar = ImportBar(theme)
        self.bar.chosen.connect(self.take)
        self.bar.left.connect(self._errand.stop)  # the call under way is left out; those before it stay

    @Slot()
    def ask(self) -> None:
        """Asks what is to be taken in, unless something is."""
        if not self._errand.running and self._archive.takes_in:
            self.bar.ask()

    @Slot(object, str, str)
    def take(self, paths: Sequence[Path], agent: str = "", started: str = "") -> None:
        """Takes in files and folders; `agent`: as whom the agent speaks in a transcript, `started`: when the call
        began, both as they were typed, or "".
        """
        archive = self._archive

        def work(tell: Callable[[object], None], stop: Flag) -> None:
            tell(archive.take_in(paths, agent or None, started, lambda *at: tell(at), stop.is_set))

        self.bar.begin()
        self._errand.begin(work)

    @Slot(object)
    def _hear(self, told: Taken | tuple[int, int, Path]) -> None:
        if isinstance(told, Taken):
            self.taken.emit()
            self.told.emit(_outcome(told))
        else:
            number, count, file = told
            self.bar.show_at(number, count, file.name)

    @Slot(str)
    def _finish(self, problem: str) -> None:
        self.bar.hide()
        if problem:
            self.told.emit(problem)

    def leave(self) -> None:
        """The window closes."""
        self._errand.end()


def _outcome(taken: Taken) -> str:
    new = tr("1 call is taken in.") if taken.new == 1 else tr("{count} calls are taken in.", count=taken.new)
    said = [new]
    if taken.known:
        said.append(tr("There already: {count}.", count=taken.known))
    if taken.stopped:
        said.append(tr("Stopped; the same files again go on from there."))
    if taken.problems:
        more = tr(" (and {count} more)", count=len(taken.problems) - 1) if len(taken.problems) > 1 else ""
        said.append(tr("Not taken in: {problem}", problem=taken.problems[0]) + more)
    return " ".join(said)
