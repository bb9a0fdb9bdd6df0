"""The pages beside the calls: what they have in common, and what another playbook would have changed in them."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event as Flag
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from assist.calls.trends import Trends, as_csv
from assist.review.archive import Archive
from assist.review.export import write
from assist.review.wanted import Wanted
from ui.comparison_view import ComparisonView, Progress
from ui.lookups import Lookups
from ui.theme import Theme
from ui.trends_view import TrendsView
from ui.words import tr


class OtherPages(QObject):
    """Both are about the calls of the list. `wanted` carries what the list is to show, `told` a word for the window's
    bottom line."""

    wanted = Signal(object)
    told = Signal(str)

    def __init__(self, theme: Theme, archive: Archive, lookups: Lookups, parent: QObject) -> None:
        super().__init__(parent)
        self._archive, self._lookups = archive, lookups
        self._found = Wanted()
        self._shown: tuple[Trends, list[Trends]] | None = None
        self._labels: dict[str, str] = {}
        self.trends = TrendsView(theme)
        self.trends.chosen.connect(self._narrow)
        self.trends.exported.connect(self._ask_for_csv)
        self.comparison = ComparisonView(theme, archive.playbooks, self._compare, self._labels)
        lookups.ask("labels", archive.labels, self._labels.update)

    def follow(self, found: Wanted) -> None:
        """The list shows other calls; these pages will be about them."""
        self._found = found
        self._shown = None

    @Slot()
    def show_trends(self) -> None:
        """Counts, where that was not done for these calls."""
        if self._shown is not None:
            return
        calls, today = self._found.calls, datetime.date.today()

        def show(answer: tuple[Trends, list[Trends]]) -> None:
            self._shown = answer
            self.trends.show_trends(*answer, self._labels)

        self._lookups.ask("trends", lambda: self._archive.trends(calls, today), show)

    @Slot(object)
    def _narrow(self, fields: Mapping[str, Any]) -> None:
        """The calls behind a bar."""
        self.wanted.emit(Wanted(calls=dataclasses.replace(self._found.calls, **fields)))

    @Slot()
    def _ask_for_csv(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(
            self.trends, tr("Export as CSV"), "trends.csv", "CSV (*.csv)"
        )
        if path:
            self.export(Path(path))

    def export(self, path: Path) -> None:
        """The figures that are seen, as a new file."""
        if self._shown is None:
            return
        everybody, people = self._shown
        content = as_csv([everybody, *people], self._labels).encode()

        def over() -> None:
            path.unlink(missing_ok=True)  # whoever chose the name was asked whether to write over it
            write(path, content)

        self._lookups.do(over, lambda _none: self.told.emit(tr("Written: {path}", path=path)))

    def _compare(self, name: str, tell: Callable[[Progress], None], stop: Flag) -> None:
        """Beside the window: one call after the other."""
        calls = self._archive.calls(self._found.calls)
        for done, call in enumerate(self._archive.replayed(calls, name), 1):
            if stop.is_set():
                return
            tell(Progress(done, len(calls), call))

    def leave(self) -> None:
        """The window closes."""
        self.comparison.leave()
