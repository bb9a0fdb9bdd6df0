"""`calls`: the kept calls, found, shown, taken in and erased."""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assist.cli import compare, export_call, remarks, trends
from assist.cli.call_number import call_number
from assist.errors import InputError

if TYPE_CHECKING:
    from assist.calls.store import CallFilter, Store
    from assist.calls.store.search import Hit, HitLine
    from assist.calls.store.store import Promise


def add_parser(commands: Any, call_options: Callable[[argparse.ArgumentParser], None]) -> None:
    calls = commands.add_parser("calls", help="kept calls: list, search, show, import, erase and more")
    actions = calls.add_subparsers(dest="action", metavar="ACTION", required=True)

    listed = actions.add_parser("list", help="the calls, newest first")
    _filter_options(listed)
    listed.add_argument("--limit", type=int, metavar="N", help="only the newest N")
    _common(listed)

    show = actions.add_parser("show", help="one call, as it went")
    show.add_argument("id", type=call_number)
    _common(show)

    export = actions.add_parser("export", help="calls, or their notes, as files of other programs")
    export_call.add_options(export)
    _filter_options(export)
    export.add_argument("--team", action="store_true", help="from the team's database, not this machine")

    report = actions.add_parser(
        "report", help="a call as one HTML page: words, note, steps, figures, remarks"
    )
    report.add_argument("id", type=int)
    report.add_argument(
        "--redact", action="store_true", help="without cards, phones, emails, bank accounts and names"
    )
    report.add_argument("--output", metavar="FILE", help="a new file (default: standard output)")
    report.add_argument("--team", action="store_true", help="in the team's database, not on this machine")

    search = actions.add_parser("search", help='lines that hold words, "phrases" and begin*')
    search.add_argument("text", nargs="+", help="such as refund, '\"third time\"' or deliv*")
    search.add_argument("--speaker", choices=["agent", "client", "note"], help="who said it, or the note")
    search.add_argument("--rank", action="store_true", help="best first, not newest")
    search.add_argument("--limit", type=int, default=20, metavar="N")
    _filter_options(search)
    _common(search)

    taken = actions.add_parser(
        "import",
        help="recordings, transcripts (jsonl, vtt, srt, Whisper's json), rescue files, or folders of them",
    )
    taken.add_argument("files", nargs="+", metavar="FILE|FOLDER")
    taken.add_argument("--started", metavar="ISO8601", help="when the call began (default: the file's date)")
    taken.add_argument(
        "--agent-is", metavar="NAME", help="the name under which the agent speaks in a transcript"
    )
    call_options(taken)

    unfinished = actions.add_parser("recover", help="calls that were cut off: list them, or end one")
    unfinished.add_argument("id", type=call_number, nargs="?")
    unfinished.add_argument("--json", action="store_true")

    promises = actions.add_parser("promises", help="what was promised and is still open")
    _filter_options(promises)
    _common(promises)
    settle = actions.add_parser("settle", help="say that a promise was kept, or was not")
    settle.add_argument("id", type=call_number)
    settle.add_argument("promise", type=int, help="its number within the call")
    settle.add_argument("state", choices=["kept", "broken", "open"])
    move = actions.add_parser("move", help="give a promise another day; the one it had is kept")
    move.add_argument("id", type=call_number)
    move.add_argument("promise", type=int, help="its number within the call")
    move.add_argument("due", metavar="DATE", help="the new day, such as 2026-11-27")

    counted = actions.add_parser("trends", help="what is missed most, warnings, promises, upset clients")
    counted.add_argument("--people", action="store_true", help="each agent apart, too")
    counted.add_argument("--csv", metavar="FILE", help="everything, each agent apart too, for a spreadsheet")
    _filter_options(counted)
    _common(counted)
    compared = actions.add_parser("compare", help="what another playbook would have done in kept calls")
    compared.add_argument("with_playbook", metavar="PLAYBOOK", help="a name from `playbook list`, or a file")
    compared.add_argument("--limit", type=int, metavar="N", help="only the newest N")
    _filter_options(compared)
    _common(compared)
    remarks.add_parsers(actions)

    erase = actions.add_parser("erase", help="erase a call everywhere, for good")
    erase.add_argument("id", type=call_number)
    erase.add_argument("--yes", action="store_true", help="without being asked")
    forget = actions.add_parser("forget", help="erase what the settings' retention rule says, now")
    forget.add_argument("--json", action="store_true")

    audit = actions.add_parser(
        "audit", help="who read whose calls in the team's database, and what was erased"
    )
    audit.add_argument("--json", action="store_true")


def calls(options: argparse.Namespace) -> int:
    if options.action == "import":
        from assist.cli.import_calls import import_calls

        return import_calls(options)
    if options.action == "audit":
        return _audit(options)
    store = _store(getattr(options, "team", False))
    try:
        status: int = globals()[f"_{options.action}"](store, options)
        return status
    finally:
        store.close()


def _list(store: Store, options: argparse.Namespace) -> int:
    found = store.calls(_filter(options), options.limit)
    rows = [{**dataclasses.asdict(call), "started": call.started.isoformat()} for call in found]
    if not rows and not options.json:
        print("No such calls are kept." if _filter(options).marks() else "No calls are kept yet.")
        for hint in _unknown_steps(options):
            print(hint)
    _print(rows, options.json, _call_line)
    return 0


def _show(store: Store, options: argparse.Namespace) -> int:
    from assist.cli.terminal import TerminalView
    from assist.events import from_json
    from assist.session import last_note

    lines = store.events(options.id)
    if options.json:
        _print(lines, True, str)
    else:
        view = TerminalView(sys.stdout)
        for event in last_note(from_json(line) for line in lines):
            view.show(event)
    return 0


def _export(store: Store, options: argparse.Namespace) -> int:
    return export_call.export_calls(store, _filter(options), options)


def _report(store: Store, options: argparse.Namespace) -> int:
    from assist.cli.new_file import write_new
    from assist.cli.review import archive_of
    from assist.review.report import report

    page = report(archive_of(store).open(options.id), options.redact)
    if options.output is None:
        sys.stdout.write(page)
    else:
        write_new("--output", Path(options.output), page.encode())
        print(f"Written: {options.output}")
    return 0


def _search(store: Store, options: argparse.Namespace) -> int:
    from assist.calls.store.search import Query, search

    if not 1 <= options.limit <= 10_000:
        raise InputError(f"--limit {options.limit}: expected 1 to 10000.")
    query = Query(" ".join(options.text), options.speaker, _filter(options), options.rank, options.limit)
    hits = search(store, query)
    if not hits and not options.json:
        print("Nothing is found.")
    for hit in hits:
        if options.json:
            print(
                json.dumps(
                    {**dataclasses.asdict(hit), "started": hit.started.isoformat()}, ensure_ascii=False
                )
            )
        else:
            _print_hit(hit)
    return 0


def _recover(store: Store, options: argparse.Namespace) -> int:
    found = store.unfinished()
    if options.id is None:
        rows = [{**dataclasses.asdict(call), "started": call.started.isoformat()} for call in found]
        if not options.json:
            print(
                "These calls were cut off; `call-assist calls recover ID` ends one where its last word was."
                if rows
                else "No call was cut off."
            )
        _print(rows, options.json, _call_line)
        return 0
    if options.id not in [call.id for call in found]:
        raise InputError(
            f"Call {options.id} was not cut off; `call-assist calls recover` lists those that were."
        )
    store.finish(options.id)
    return _show(store, options)


def _promises(store: Store, options: argparse.Namespace) -> int:
    wanted = dataclasses.replace(_filter(options), promise_open=True)
    rows = [
        {**dataclasses.asdict(promise), "started": call.started.isoformat(), "agent": call.agent}
        for call in store.calls(wanted)
        for promise in store.promises(call.id)
        if promise.state == "open"
    ]
    if not rows and not options.json:
        print("No promise is open.")
    rows.sort(key=lambda row: str(row["due"] or "9999"))
    _print(
        rows,
        options.json,
        lambda row: (
            f"{row['due'] or 'no day   '}  {row['owner']:<6}  {row['text']}"
            f"  ({''.join(_remarks_on(row))}call {row['call']}, promise {row['number']})"
        ),
    )
    return 0


def _remarks_on(row: dict[str, Any]) -> Iterator[str]:
    if row["due"] and row["due"] < datetime.now().date().isoformat():
        yield "overdue, "
    if row["moved"]:
        yield f"was due {', then '.join(row['moved'])}, "


def _settle(store: Store, options: argparse.Namespace) -> int:
    promise = _promise(store, options)
    store.settle(promise.call, promise.text, options.state)
    print(f"{options.state.capitalize()}: {promise.text}")
    return 0


def _move(store: Store, options: argparse.Namespace) -> int:
    promise, due = _promise(store, options), _day(options.due)
    assert due is not None  # the option is always there
    store.move(promise.call, promise.text, due.date())
    print(f"Now due {due:%Y-%m-%d}: {promise.text}")
    return 0


def _promise(store: Store, options: argparse.Namespace) -> Promise:
    call = store.call(options.id)
    promise = next((one for one in store.promises(call.id) if one.number == options.promise), None)
    if promise is None:
        raise InputError(
            f"Call {call.id} has no promise {options.promise}; `calls promises` shows their numbers."
        )
    return promise


def _trends(store: Store, options: argparse.Namespace) -> int:
    return trends.trends(store, _filter(options), options)


def _compare(store: Store, options: argparse.Namespace) -> int:
    return compare.compare(store, _filter(options), options)


def _remark(store: Store, options: argparse.Namespace) -> int:
    return remarks.remark(store, options.id, options)


def _remarks(store: Store, options: argparse.Namespace) -> int:
    return remarks.remarks(store, options.id, options)


def _erase(store: Store, options: argparse.Namespace) -> int:
    from assist.calls.store.erase import erase

    call = store.call(options.id)
    if not options.yes:
        if not sys.stdin.isatty():
            raise InputError("calls erase: say --yes; what is erased does not come back.")
        question = f"Erase call {call.id} of {call.started:%Y-%m-%d %H:%M} for good? Type yes: "
        if input(question).strip().lower() != "yes":
            print("Nothing was erased.")
            return 0
    erase(store, call.id, getpass.getuser())
    print(f"Call {call.id} is erased.")
    return 0


def _forget(store: Store, options: argparse.Namespace) -> int:
    from assist.calls.store.erase import forget
    from assist.cli import call

    kept = call.settings().retention
    count = forget(store, text_days=kept.text_days, audio_days=kept.audio_days, now=datetime.now())
    _print(
        [{"erased": count}],
        options.json,
        lambda row: f"{row['erased']} calls were older than {kept.text_days} days.",
    )
    return 0


def _audit(options: argparse.Namespace) -> int:
    from assist.calls.store.erase import tombstones
    from assist.calls.store.team import readings
    from assist.cli import call

    rows: list[dict[str, Any]] = []
    if call.settings().team:
        team = _store(True)
        try:
            rows += [{**dataclasses.asdict(one), "at": one.at.isoformat()} for one in readings(team)]
        finally:
            team.close()
    local = _store(False)
    try:
        rows += [{"at": at, "erased_by": who, "key": key} for key, at, who in tombstones(local)]
    finally:
        local.close()
    if not rows and not options.json:
        print("Nobody read anybody else's call, and none was erased.")
    _print(rows, options.json, _audit_line)
    return 0


def _audit_line(row: Mapping[str, Any]) -> str:
    at = row["at"][:19].replace("T", " ")
    if "reader" in row:
        return f"{at}  {row['reader']} {row['what']} call {row['call']} of {row['agent']}"
    return f"{at}  {row['erased_by']} erased a call"


def _store(team: bool) -> Store:
    from assist.calls.store import Store
    from assist.cli import call
    from assist.paths import calls_database

    return call.team_store() if team else Store(calls_database())


def _filter_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--since", metavar="DATE", help="calls from this day on, such as 2026-11-01")
    command.add_argument("--until", metavar="DATE", help="calls up to and with this day")
    command.add_argument("--agent", metavar="NAME")
    command.add_argument("--disposition", metavar="NAME")
    command.add_argument("--moment", metavar="NAME", help="such as client_upset")
    command.add_argument("--kept", metavar="STEP", help="calls in which this playbook step was done")
    command.add_argument("--missed", metavar="STEP", help="calls in which it was not")
    command.add_argument(
        "--promise-open", action="store_true", help="calls with a promise that is still open"
    )
    command.add_argument("--warning", metavar="HEADLINE", help="calls in which this warning was shown")
    command.add_argument("--tag", metavar="TAG")
    command.add_argument("--good-example", action="store_true", help="calls that somebody marked as one")


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true")
    command.add_argument("--team", action="store_true", help="in the team's database, not on this machine")


def _unknown_steps(options: argparse.Namespace) -> Iterator[str]:
    """A word about steps that no playbook on this machine has; a team's calls may have them all the same."""
    from assist.cli.playbooks import own_playbooks, playbook_name
    from assist.coach.playbook import list_playbooks, load_playbook

    asked = [step for step in (options.kept, options.missed) if step is not None]
    if not asked:
        return
    playbooks = [load_playbook(playbook_name(name)) for name in (*list_playbooks(), *own_playbooks())]
    known = sorted({step.id for playbook in playbooks for step in playbook.steps})
    for step in asked:
        if step not in known:
            yield f"No playbook here has a step {step}; the steps are: {', '.join(known)}."


def _filter(options: argparse.Namespace) -> CallFilter:
    from assist.calls.store import CallFilter
    from assist.coach.moments import MOMENTS

    if options.moment is not None and options.moment not in MOMENTS:
        raise InputError(f"--moment {options.moment}: expected one of {', '.join(sorted(MOMENTS))}.")
    until = _day(options.until)
    return CallFilter(
        since=_day(options.since),
        until=None if until is None else until + timedelta(days=1),
        agent=options.agent,
        disposition=options.disposition,
        moment=options.moment,
        kept=options.kept,
        missed=options.missed,
        promise_open=options.promise_open,
        warning=options.warning,
        tag=None if options.tag is None else " ".join(options.tag.lower().split()),
        good_example=options.good_example,
    )


def _day(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        day = datetime.fromisoformat(text)
        if not 1970 <= day.year <= 9000:
            raise ValueError(text)
        return day
    except ValueError as problem:
        raise InputError(f"{text}: expected a day such as 2026-11-19.") from problem


def _call_line(row: Mapping[str, Any]) -> str:
    state = "" if row["finished"] else "  (cut off)"
    minutes, seconds = divmod(int(row["seconds"]), 60)
    started = row["started"].replace("T", " ")[:16]
    length = f"{minutes:02d}:{seconds:02d}  {row['utterances']:>4} utterances"
    rest = "  ".join(part for part in (row["agent"], row["origin"], row["disposition"]) if part)
    return f"{row['id']:>4}  {started}  {length}  {rest}{state}"


def _print_hit(hit: Hit) -> None:
    from assist.wording import clock

    print(f"{hit.call:>4}  {hit.started:%Y-%m-%d %H:%M}  {clock(hit.line.start)}  {hit.agent}".rstrip())
    if hit.line.source == "note":
        print(f"    ▸ Note    {hit.line.text}")
    for line, mark in _in_order(hit):
        who = {"agent": "You", "client": "Caller"}.get(line.source, "")
        print(f"    {mark} {who:<7} {line.text}")


def _in_order(hit: Hit) -> list[tuple[HitLine, str]]:
    middle = [] if hit.line.source == "note" else [(hit.line, "▸")]
    return [*((line, " ") for line in hit.before), *middle, *((line, " ") for line in hit.after)]


def _print(rows: Sequence[Any], as_json: bool, line: Callable[[Any], str]) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False) if as_json else line(row))
