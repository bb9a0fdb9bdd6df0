"""`playbook test` and `playbook diff`: a playbook against calls."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path

from assist.cli.playbooks import playbook_name
from assist.cli.printing import change_row, counted
from assist.cli.replay import TRANSCRIPT
from assist.coach.comparison import HEARD, Change, changes
from assist.coach.playbook import PLAYBOOKS, Playbook, list_playbooks, load_playbook
from assist.coach.testcall import (
    STARTED,
    SUFFIX,
    Failure,
    TestCall,
    failures,
    find_test_calls,
    read_test_call,
    unexpected,
)
from assist.errors import InputError
from assist.events import Event, Utterance
from assist.paths import is_folder
from assist.session import Session, read
from assist.speech.transcript import quiet_in, read_transcript

_MANY, _AT_ONCE = 20, 5
"""So many calls are worth the start of other processes, which are given some at once."""
_KINDS = {SUFFIX: f"test calls ({SUFFIX})", TRANSCRIPT: f"transcripts ({TRANSCRIPT})"}
FAILED = 1
"""Exit status where a test call does not come out as its file says."""


def test(options: argparse.Namespace) -> int:
    """Runs the test calls beside a playbook; without a name, those of every playbook that has some."""
    named = [options.name] if options.name else [n for n in list_playbooks() if find_test_calls(_file(n))]
    ran = failed = 0
    known: list[Failure] = []
    for name in named:
        playbook = load_playbook(playbook_name(name))
        found = list(_calls(options.more, (SUFFIX,))) or find_test_calls(_file(name))
        if not found:
            folder = _file(name).with_suffix("")
            raise InputError(f"{name} has no test calls: put some ({SUFFIX} files) into {folder}.")
        for path in found:
            tested = read_test_call(path)
            events = list(_whole(playbook, tested.utterances, tested.started))
            wrong = unexpected(tested, failures(playbook, tested, events))
            ran, failed = ran + 1, failed + bool(wrong)
            if tested.not_yet and not wrong:
                known.append(tested.not_yet)
            if options.json:
                print(_row(name, tested, wrong))
                continue
            for failure in wrong:
                print(failure)
    if not options.json:
        due = ran - len(known)
        print(f"{due - failed} of {counted(due, 'test call')} as expected{_not_yet(known)}")
    return FAILED if failed else 0


def _row(playbook: str, tested: TestCall, wrong: Sequence[Failure]) -> str:
    lines = [{"line": one.line, "text": one.text} for one in wrong]
    row: dict[str, object] = {"playbook": playbook, "call": tested.path.name, "failures": lines}
    if tested.not_yet:
        row["not_yet"] = tested.not_yet.text
    return json.dumps(row, ensure_ascii=False)


def _not_yet(known: Sequence[Failure]) -> str:
    """The end of the summary, and below it the calls that say themselves that they don't come out yet."""
    if not known:
        return "."
    return "\n  ".join((f", {len(known)} known not to come out yet:", *map(str, known)))


def diff(options: argparse.Namespace) -> int:
    """The prompts, ticks and warnings that change from one playbook to another over a set of calls."""
    if not options.name or len(options.more) < 2:
        raise InputError(
            "playbook diff: expected OLD NEW CALLS, such as `playbook diff upset-client my.toml calls/`."
        )
    compare = partial(_changes_in, options.name, options.more[0])
    _playbook.cache_clear()
    for name in compare.args:
        _playbook(name)  # a mistake in it is told before any call is read
    counts: Counter[tuple[bool, str, str]] = Counter()
    paths = list(_calls(options.more[1:], (SUFFIX, TRANSCRIPT)))
    changed = 0
    for path, found in zip(paths, _compared(compare, paths), strict=True):
        changed += bool(found)
        counts.update((change.came, change.seen.kind, change.seen.id) for change in found)
        _show(path, found, options.json)
    if not options.json:
        print(f"{counted(len(paths), 'call')}, {changed} different.")
        for (came, kind, id), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            print(f"{'+' if came else '-'}{count:>5}  {kind} {id}")
    return 0


def _compared(compare: Callable[[Path], list[Change]], paths: Sequence[Path]) -> Iterator[list[Change]]:
    """The changes in each call; many calls are shared out among the processor's cores."""
    if len(paths) < _MANY:
        yield from map(compare, paths)
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        yield from processes.map(compare, paths, chunksize=_AT_ONCE)


def _changes_in(old: str, new: str, path: Path) -> list[Change]:
    heard = _whole(_playbook(old), _utterances(path), STARTED)
    return changes(_playbook(old), _playbook(new), [event for event in heard if isinstance(event, HEARD)])


@lru_cache(maxsize=2)
def _playbook(name: str) -> Playbook:
    return load_playbook(playbook_name(name))


def _show(path: Path, found: Sequence[Change], as_json: bool) -> None:
    if as_json:
        lines = [change_row(change) for change in found]
        print(json.dumps({"call": str(path), "changes": lines}, ensure_ascii=False))
    elif found:
        print(path)
        for change in found:
            print(f"  {change}")


def _whole(playbook: Playbook, utterances: Sequence[Utterance], started: datetime) -> Iterator[Event]:
    return read(Session(playbook, started, quiet_in(utterances), every_note=False), utterances)


def _file(name: str) -> Path:
    return PLAYBOOKS / f"{name}.toml" if name in list_playbooks() else Path(playbook_name(name))


def _utterances(path: Path) -> Sequence[Utterance]:
    return read_test_call(path).utterances if path.suffix == SUFFIX else read_transcript(path)


def _calls(paths: Iterable[str], suffixes: Sequence[str]) -> Iterator[Path]:
    """The files, and those of the folders that are such calls."""
    for given in map(Path, paths):
        if not is_folder(given):
            yield given
            continue
        found = sorted(path for path in given.rglob("*") if path.suffix in suffixes)
        if not found:
            wanted = " or ".join(_KINDS[suffix] for suffix in suffixes)
            raise InputError(f"{given} holds no calls: expected {wanted}.")
        yield from found
