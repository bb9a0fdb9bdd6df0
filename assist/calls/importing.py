"""Recordings, transcripts and rescue files become calls like any other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from assist.calls.call_start import began, call_start, moment_of
from assist.calls.recording import Lasting
from assist.calls.rescue import is_rescue_file, read_rescue_file
from assist.calls.store import Store
from assist.calls.store.remarks import take_in
from assist.calls.transcripts import SUFFIXES, read_written_call
from assist.coach.playbook import Playbook
from assist.errors import InputError
from assist.events import Event
from assist.paths import is_folder, unread
from assist.session import Session, listen, read
from assist.speech.decoder import Inline
from assist.speech.engine import SpeechEngine
from assist.speech.listener import Listener
from assist.speech.transcript import quiet_in

SOUND = (".wav", ".flac", ".mp3", ".m4a", ".ogg", ".opus", ".aac", ".webm", ".mp4", ".mkv", ".wma", ".aiff")


class Stopped(Exception):
    """Somebody does not want to wait any longer; the call under way is not taken."""


@dataclass(slots=True)
class Taken:
    """How many calls are new, and how many were there already; of files that could not be taken, why."""

    new: int = 0
    known: int = 0
    problems: list[str] = field(default_factory=list)
    stopped: bool = False


@dataclass
class Importer:
    """Puts files into the store. `engine` is asked once, when the first recording comes. `agent`: whose calls they are.
    `agent_is`: the name under which the agent speaks in a transcript. `started`: when the call began, else the
    file says, by its name or its date."""

    store: Store
    playbook: Playbook
    engine: Callable[[], SpeechEngine]
    agent: str = ""
    agent_is: str | None = None
    country: str = ""
    started: datetime | None = None
    _loaded: SpeechEngine | None = None

    def take_all(
        self, files: Sequence[Path], tell: Callable[[int, Path], None], stopped: Callable[[], bool]
    ) -> Taken:
        """One file after the other; tells the how many-th comes now. A file is there as a whole or not at all, and one
        that is there already is passed over, so that the same files again go on where they were stopped."""
        taken = Taken()
        for number, file in enumerate(files, 1):
            tell(number, file)
            try:
                new = self.take(file, stopped)
            except Stopped:
                taken.stopped = True
                break
            except InputError as problem:
                taken.problems.append(str(problem))
                continue
            taken.new, taken.known = taken.new + new, taken.known + (not new)
        return taken

    def take(self, file: Path, stopped: Callable[[], bool] = lambda: False) -> bool:
        """True where it is new. Stopped where that is wished; InputError names what is wrong with the file."""
        if stopped():
            raise Stopped
        if is_rescue_file(file):
            start, lines, seconds, remarks = read_rescue_file(file)
            call, new = self.store.add(start, lines, seconds)
            take_in(self.store, call, remarks)
            return new
        digest = _digest(file)
        if self.store.knows(digest):
            return False
        session, events = self._session(file)
        name = os.fsencode(file.name).decode("utf-8", "replace")  # an old one may be in another encoding
        start = call_start(session.started, self.playbook, name, self.agent, digest)
        lasting = Lasting()
        at = 0.0
        kept = []
        for event in events:
            if stopped():
                raise Stopped
            at = max(at, event.at)
            if lasting.takes(event):
                kept.append(event.to_json())
        return self.store.add(start, kept, at)[1]

    def _session(self, file: Path) -> tuple[Session, Iterator[Event]]:
        started = self.started or began(file)
        if file.suffix.lower() in SUFFIXES:
            utterances = read_written_call(file, self.agent_is)
            session = Session(self.playbook, started, quiet_in(utterances), self.country)
            return session, read(session, utterances)
        from assist.audio.file import read_recording

        if self._loaded is None:
            self._loaded = self.engine()
        listener = Listener(Inline(self._loaded))
        session = Session(self.playbook, started, listener.quiet, self.country)
        return session, listen(session, listener, read_recording(file))


def files_in(paths: Sequence[Path]) -> list[Path]:
    """The files, and those of the folders that can be calls. InputError names a folder without any."""
    found: list[Path] = []
    for path in paths:
        if not is_folder(path):
            found.append(path)
            continue
        inside = [
            file
            for file in sorted(path.rglob("*"))
            if file.suffix.lower() in SUFFIXES + SOUND and file.is_file()
        ]
        if not inside:
            raise InputError(f"{path} holds no recordings and no transcripts.")
        found += inside
    return list(dict.fromkeys(found))


def typed_start(text: str | None, files: Sequence[Path]) -> datetime | None:
    """When the call of these files began, as it is typed; None where nothing is. InputError where that is no date and
    time, or there are more files than one."""
    if not text:
        return None
    moment = moment_of(text)
    if len(files) > 1:
        raise InputError(
            "When a call began can be given for one file only; many have their own names and dates."
        )
    return moment


def _digest(file: Path) -> str:
    """The key of a file's call: the same file is the same call, wherever it lies."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()[:32]
    except OSError as problem:
        raise unread(file, problem) from problem
