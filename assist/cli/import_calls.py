"""`calls import`: recordings, transcripts and rescue files become calls like any other."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from assist.calls.call_start import call_start
from assist.calls.recording import Lasting
from assist.calls.rescue import is_rescue_file, read_rescue_file
from assist.calls.store import Store
from assist.calls.transcripts import SUFFIXES, read_written_call
from assist.cli import call
from assist.errors import InputError
from assist.events import Event
from assist.paths import calls_database
from assist.session import Session, listen, read
from assist.speech.engine import SpeechEngine
from assist.speech.transcript import quiet_in

SOUND = (".wav", ".flac", ".mp3", ".m4a", ".ogg", ".opus", ".aac", ".webm", ".mp4", ".mkv", ".wma", ".aiff")


def import_calls(options: argparse.Namespace) -> int:
    """Each file is there as a whole or not at all; one that is there already is passed over, so the same command goes
    on where it was stopped. What cannot be taken is named, and the others are taken all the same."""
    files = list(dict.fromkeys(found for name in options.files for found in _files(Path(name))))
    if options.started and len(files) > 1:
        raise InputError("--started: only for one file; many have their own dates.")
    taken, known, refused = 0, 0, 0
    importer = _Importer(options)
    try:
        for number, file in enumerate(files, 1):
            _progress(f"{number} of {len(files)}  {file.name}")
            try:
                new = importer.take(file)
            except InputError as problem:
                if len(files) == 1:
                    raise
                refused += 1
                _progress("")
                print(f"call-assist: {problem}", file=sys.stderr)
                continue
            taken, known = taken + new, known + (not new)
    except KeyboardInterrupt:
        _progress("")
        print(f"Stopped after {taken} calls; the same command goes on from there.", file=sys.stderr)
        raise
    finally:
        importer.close()
    _progress("")
    parts = [f"{taken} calls taken in" if taken != 1 else "1 call taken in"]
    parts += [f"{known} there already"] * (known > 0) + [f"{refused} refused"] * (refused > 0)
    print(", ".join(parts) + ".")
    return 2 if refused else 0


class _Importer:
    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._settings = call.settings()
        self._playbook = call.playbook(options, self._settings)
        self._store = Store(calls_database(), for_team=self._settings.team is not None)
        self._engine: SpeechEngine | None = None

    def take(self, file: Path) -> bool:
        """True where it is new."""
        if is_rescue_file(file):
            start, lines, seconds = read_rescue_file(file)
            return self._store.add(start, lines, seconds)[1]
        digest = _digest(file)
        if self._store.knows(digest):
            return False
        session, events = self._session(file)
        start = call_start(
            session.started, self._playbook, file.name, call.agent_name(self._settings), digest
        )
        lasting = Lasting()
        at = 0.0
        kept = []
        for event in events:
            at = max(at, event.at)
            if lasting.takes(event):
                kept.append(event.to_json())
        return self._store.add(start, kept, at)[1]

    def close(self) -> None:
        self._store.close()

    def _session(self, file: Path) -> tuple[Session, Iterator[Event]]:
        started = call.moment_of(self._options.started) if self._options.started else _date_of(file)
        if file.suffix.lower() in SUFFIXES:
            utterances = read_written_call(file, self._options.agent_is)
            session = Session(self._playbook, started, quiet_in(utterances), self._settings.country)
            return session, read(session, utterances)
        from assist.audio.file import read_recording

        if self._engine is None:
            self._engine = call.engine(self._options, self._settings)
        listener = call.listener(self._engine, realtime=False)
        session = Session(self._playbook, started, listener.quiet, self._settings.country)
        return session, listen(session, listener, read_recording(file))


def _files(path: Path) -> Iterable[Path]:
    """The file, or those of the folder that can be calls."""
    if not path.is_dir():
        return [path]
    found = [
        file for file in sorted(path.rglob("*")) if file.suffix.lower() in SUFFIXES + SOUND and file.is_file()
    ]
    if not found:
        raise InputError(f"{path} holds no recordings and no transcripts.")
    return found


def _digest(file: Path) -> str:
    """The key of a file's call: the same file is the same call, wherever it lies."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()[:32]
    except FileNotFoundError as problem:
        raise InputError(f"{file}: there is no such file.") from problem
    except OSError as problem:
        raise InputError(f"{file} cannot be read ({problem.strerror}).") from problem


def _date_of(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime)


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
    elif text:
        print(text, file=sys.stderr, flush=True)
