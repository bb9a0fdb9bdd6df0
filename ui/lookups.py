"""Questions to the store of calls, answered beside the window: the window never waits for a database or a disk."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ui.errand import sentence

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, order=True)
class _Question:
    """`turn`: whose turn it is; the smallest comes first."""

    turn: tuple[int, int]
    kind: str = field(compare=False, default="")
    number: int = field(compare=False, default=0)
    work: Callable[[], Any] | None = field(compare=False, default=None)
    then: Callable[[Any], object] | None = field(compare=False, default=None)


_CHANGE, _END, _LOOKUP = 0, 1, 2
_ALWAYS = ""
"""The kind of a change, which nothing overtakes."""


class Lookups(QObject):
    """One thread that answers one question after the other, the newest first: it is what is looked at. Changes go
    before, in their order, and are made also when the window closes.

    Of a kind of question only the newest counts: an older one that still waits is never asked, and what comes of
    one that was overtaken is thrown away. `failed` carries the one sentence that says what went wrong;
    `busy_changed` whether anything is being looked up.
    """

    failed = Signal(str)
    busy_changed = Signal(bool)
    _answered = Signal(object, object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: queue.PriorityQueue[_Question] = queue.PriorityQueue()
        self._newest: dict[str, int] = {}
        self._open = 0
        self._count = 0
        self._thread: threading.Thread | None = None
        self._changes = 0  # that are not made yet
        self._ended = False
        self._counting = threading.Lock()
        """For the two of them: whoever ends does so between two answers, not in the midst of one."""
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def ask(self, kind: str, work: Callable[[], Answer], then: Callable[[Answer], object]) -> None:
        """Calls `work` in the thread, then `then` with its answer in the window's."""
        self._count += 1
        self._newest[kind] = self._count
        self._put(_Question((_LOOKUP, -self._count), kind, self._count, work, then))

    def do(self, work: Callable[[], Answer], then: Callable[[Answer], object]) -> None:
        """The same for work that changes something."""
        self._count += 1
        with self._counting:
            self._changes += 1
        self._put(_Question((_CHANGE, self._count), _ALWAYS, self._count, work, then))

    def _put(self, question: _Question) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._answer_all, name="lookups", daemon=True)
            self._thread.start()
        self._open += 1
        if self._open == 1:
            self.busy_changed.emit(True)
        self._waiting.put(question)

    def _wanted(self, question: _Question) -> bool:
        return question.kind == _ALWAYS or self._newest.get(question.kind) == question.number

    def drop(self, kind: str) -> None:
        """What was asked of this kind is no longer wanted."""
        self._count += 1
        self._newest[kind] = self._count

    @property
    def busy(self) -> bool:
        return self._open > 0

    def end(self) -> None:
        """Lets the thread go after the question that it is at, and the changes, which are waited for; nothing is
        answered any more."""
        self._newest.clear()
        with self._counting:
            self._ended = True
        self._answered.disconnect(self._take)
        if self._thread is not None:
            self._waiting.put(_Question((_END, 0)))
            if self._changes:
                self._thread.join(5.0)
            self._thread = None

    def _answer_all(self) -> None:
        while (question := self._waiting.get()).work is not None:
            answer, problem = None, ""
            if self._wanted(question):
                try:
                    answer = question.work()
                except Exception as error:
                    problem = sentence(error)
            if question.kind == _ALWAYS:
                with self._counting:
                    self._changes -= 1
            # nobody waits any more, and what is half gone with its window would crash in the midst of a signal
            with self._counting, suppress(RuntimeError):
                if not self._ended:
                    self._answered.emit(question, answer, problem)

    @Slot(object, object, str)
    def _take(self, question: _Question, answer: object, problem: str) -> None:
        self._open -= 1
        if self._open == 0:
            self.busy_changed.emit(False)
        if not self._wanted(question) or question.then is None:
            return
        if problem:
            self.failed.emit(problem)
        else:
            question.then(answer)
