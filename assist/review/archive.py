"""The kept calls as a reviewer uses them: listed, found, opened with everything that is told about them, remarked on.

Everything here may take a while, and is meant to be called beside the window's thread.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from assist.calls.importing import Importer, Taken, files_in, typed_start
from assist.calls.replay import Replayed, replayed
from assist.calls.running import is_running
from assist.calls.store import CallFilter, Promise, Store, StoredCall
from assist.calls.store.erase import erase
from assist.calls.store.listing import ListedCall, calls_at, names, places
from assist.calls.store.outbox import send
from assist.calls.store.remarks import Kind, Remark, add_remark, remarks, remove_remark, tags
from assist.calls.store.rows import Line
from assist.calls.store.search import Hit, Query, search
from assist.calls.trends import Trends, by_person, step_labels, trends
from assist.coach.playbook import DEFAULT, Playbook, load_playbook
from assist.errors import InputError
from assist.events import CHANNELS, Channel, UtteranceCorrected
from assist.review.adherence import Judgement, adherence
from assist.review.correction import following, with_corrections
from assist.review.kept_call import KeptCall, kept_call
from assist.review.talk import Talk, baseline, pace, talk
from assist.session import Session

BASELINE_CALLS = 12
"""An agent's usual pace is that of so many calls before."""


@dataclass(frozen=True)
class ReviewedCall:
    """A call and what is told about it. `sound`: the channels that were recorded, and where. `elsewhere`: it was made
    on somebody else's machine, where its sound stays."""

    call: KeptCall
    judgements: tuple[Judgement, ...]
    talk: Talk
    promises: tuple[Promise, ...]
    remarks: tuple[Remark, ...]
    sound: dict[Channel, Path]
    elsewhere: bool

    @property
    def id(self) -> int:
        return self.call.stored.id


class Archive:
    """The calls of one database. `person`: who looks at them. `playbook(name)` gives a playbook as it is now, and
    raises InputError where it is not here. `recordings`: where sound lies, one FLAC file a channel. `country`:
    whose public holidays are no business days. `playbooks`: names and titles of those that are here. `fallback`: the
    playbook of a call whose own is not here any more. `importer(agent)` takes files in on this machine; `agent` is the
    name under which the agent speaks in a transcript.
    """

    def __init__(
        self,
        store: Store,
        person: str,
        playbook: Callable[[str], Playbook],
        recordings: Path,
        country: str = "",
        playbooks: Sequence[tuple[str, str]] = (),
        fallback: str = DEFAULT,
        importer: Callable[[str | None], Importer] | None = None,
    ) -> None:
        self.store = store
        self.person = person
        self._load = playbook
        self._recordings = recordings
        self._country = country
        self.playbooks = playbooks
        self._fallback = fallback
        self._importer = importer
        self._labels: dict[str, str] = {}
        self._usual: dict[str, float | None] = {}

    @property
    def is_team(self) -> bool:
        return self.store.database.is_team

    def close(self) -> None:
        self.store.close()

    @property
    def takes_in(self) -> bool:
        """Whether there is an importer."""
        return self._importer is not None

    def take_in(
        self,
        paths: Sequence[Path],
        agent: str | None,
        started: str,
        tell: Callable[[int, int, Path], None],
        stopped: Callable[[], bool],
    ) -> Taken:
        """Files, and those of folders, become calls of this machine, and go on to the team where that is looked at.
        `started`: when the call began, as it is typed; where it is empty, the files say, by their names or
        dates. Tells the how many-th of how many comes now. InputError where nothing can be taken in."""
        assert self._importer is not None
        files = files_in(paths)
        moment = typed_start(started, files)
        importer = self._importer(agent)
        importer.started = moment
        try:
            taken = importer.take_all(files, lambda number, file: tell(number, len(files), file), stopped)
            if self.is_team:
                try:
                    send(importer.store, self.store)
                except InputError as problem:  # they are here, and go on with the next call
                    taken.problems.append(str(problem))
        finally:
            importer.store.close()
        return taken

    # --- finding --------------------------------------------------------------------------------------

    def places(self, wanted: CallFilter) -> array[int]:
        return places(self.store, wanted)

    def calls_at(self, wanted: Sequence[int]) -> list[ListedCall]:
        return calls_at(self.store, wanted)

    def search(self, query: Query) -> list[Hit]:
        return search(self.store, query)

    def names(self) -> dict[str, list[str]]:
        return names(self.store)

    def calls(self, wanted: CallFilter) -> list[StoredCall]:
        return self.store.calls(wanted)

    # --- many calls -----------------------------------------------------------------------------------

    def labels(self) -> dict[str, str]:
        """What the steps of the playbooks that are here are called."""
        if not self._labels:
            found = (self.playbook(name) for name, _title in self.playbooks)
            self._labels = step_labels(one for one in found if one is not None)
        return self._labels

    def trends(self, wanted: CallFilter, today: date) -> tuple[Trends, list[Trends]]:
        """What the calls have in common, and each person's apart, as far as one may see them."""
        return trends(self.store, wanted, today), by_person(self.store, wanted, today)

    def replayed(self, calls: Sequence[StoredCall], name: str) -> Iterator[Replayed]:
        """What another playbook would have changed in these calls. InputError where it is wrong."""
        return replayed(self.store, calls, cache(self._run_with), self._load(name))

    def _run_with(self, name: str) -> Playbook:
        """The playbook of that name, or what stands in for it."""
        return self.playbook(name) or self.playbook(self._fallback) or load_playbook(DEFAULT)

    # --- one call -------------------------------------------------------------------------------------

    def open(self, id: int) -> ReviewedCall:
        """InputError where there is none, or whoever looks may not see it."""
        stored = self.store.call(id)
        said = tuple(remarks(self.store, id))
        lines = with_corrections(self.store.events(id), said, self._replayed(stored))
        call = kept_call(stored, lines)
        playbook = self.playbook(stored.playbook)
        judged = adherence(call, playbook, () if playbook else self.store.start(id).steps)
        promised = tuple(self.store.promises(id))
        elsewhere = self.is_team and stored.agent != self.person
        return ReviewedCall(call, tuple(judged), talk(call), promised, said, self._sound(stored), elsewhere)

    def _replayed(self, stored: StoredCall) -> Callable[[], Session]:
        """A session like the one that the call was."""

        def session() -> Session:
            return Session(self._run_with(stored.playbook), stored.started, lambda _at: False, self._country)

        return session

    def erase(self, id: int) -> None:
        """Erases a call everywhere, for good. InputError where it is still running, or whoever looks may not."""
        stored = self.store.call(id)
        if not self.is_team and not stored.finished and is_running(self.store.path, stored.key):
            raise InputError("This call is still running: end it first.")
        erase(self.store, id, self.person)

    # --- remarks --------------------------------------------------------------------------------------

    def remark(self, id: int, kind: Kind, text: str = "", utterance: int | None = None) -> None:
        """Adds a comment, a tag or a good example."""
        add_remark(self.store, id, kind, text, utterance, author=self.person)

    def take_away(self, remark: Remark) -> None:
        remove_remark(self.store, remark.key)

    def tags(self) -> list[str]:
        """Those that were ever used, the most used first."""
        return [tag for tag, _count in tags(self.store)]

    def correct(self, id: int, change: UtteranceCorrected) -> None:
        """Puts right what an utterance says or who said it; moments and note follow, and what was there before
        stays. In a team's database it is put right as remarks only."""
        if change.text is not None:
            add_remark(self.store, id, "correction", change.text, change.utterance, author=self.person)
        if change.channel is not None:
            add_remark(self.store, id, "speaker", change.channel, change.utterance, author=self.person)
        if not self.is_team:
            stored = self.store.call(id)
            for event in following(self.store.events(id), change, self._replayed(stored)()):
                self.store.note_later(id, event.to_json())

    def usual_pace(self, stored: StoredCall) -> float | None:
        """The agent's own pace in the calls before this one; None where it is not known. In a team's database only
        one's own: reading somebody's other calls for a figure would be a reading like any other."""
        if self.is_team and stored.agent != self.person:
            return None
        if stored.key not in self._usual:
            before = self.store.calls(CallFilter(until=stored.started, agent=stored.agent), BASELINE_CALLS)
            paces = [pace(kept_call(one, _spoken(self.store.events(one.id))).utterances) for one in before]
            self._usual[stored.key] = baseline(paces)
        return self._usual[stored.key]

    def playbook(self, name: str) -> Playbook | None:
        """The playbook of that name; None where it is not here any more, or cannot be read."""
        try:
            return self._load(name)
        except InputError:
            return None

    def _sound(self, stored: StoredCall) -> dict[Channel, Path]:
        files = {channel: self._recordings / f"{stored.key}-{channel}.flac" for channel in CHANNELS}
        return {channel: file for channel, file in files.items() if file.is_file()}


def _spoken(lines: Sequence[Line]) -> list[Line]:
    """What of a call tells how quickly somebody spoke: who said what when, without the times of each word."""
    kinds = ("utterance", "utterance_corrected")
    return [
        {**line, "words": []} if line["type"] == kinds[0] else line for line in lines if line["type"] in kinds
    ]
