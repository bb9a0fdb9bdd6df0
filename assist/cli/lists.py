"""`devices`, `models` and `playbook`: what there is, in lines or as JSON."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assist.cli.printing import counted, print_progress, print_rows
from assist.errors import InputError


def devices(options: argparse.Namespace) -> int:
    from assist.audio.microphone import list_devices

    found = list_devices()
    if not found and not options.json:
        print("No sound input is connected. Plug in a headset, then try again.")
    print_rows(
        [dataclasses.asdict(device) for device in found],
        options.json,
        lambda device: (
            f"{'*' if device['default'] else ' '} {device['index'] if device['index'] >= 0 else '':>3}  "
            f"{device['name']}{'  ' * bool(device['title'])}{device['title']}"
            f"{'  (what an output plays)' if device['loopback'] else ''}"
        ),
    )
    return 0


def models(options: argparse.Namespace) -> int:
    from assist.cli.call import settings
    from models import catalogue
    from models.checksums import check_files
    from models.load import default_model, fetched_models, held_bytes, is_here, load_engine, model_folder
    from models.probe import best, keeps_up, load, unit_seconds
    from models.sentences import fetched_sentences

    if options.action == "list":
        unit = unit_seconds()
        fetched = [model.name for model in fetched_models()]
        default = settings().model or default_model()
        advised = best(list(catalogue.catalogue().values()), unit)
        rows = [
            {
                **dataclasses.asdict(model),
                "here": model.name in ("bundled", *fetched),
                "held": held_bytes(model),
                "default": model.name == default,
                "load": round(load(model, unit), 2),
                "keeps_up": keeps_up(model, unit),
                "advised": model == advised,
            }
            for model in (catalogue.bundled(), *catalogue.catalogue().values())
        ]
        print_rows(rows, options.json, _model_line)
        if not options.json:
            more = catalogue.SENTENCES
            come = _come(is_here(more), held_bytes(more))
            print(f"\n  {more.name:<16} {more.megabytes:>4} MB  {more.advice}{come}")
        return 0
    if not options.name:
        raise InputError(f"models {options.action}: which one? `call-assist models list` shows the names.")
    sentences = options.name == catalogue.SENTENCES.name
    if options.action == "verify" and sentences:
        if (meaning := fetched_sentences()) is None:
            raise InputError('It is not on this machine: "call-assist models download sentences" fetches it.')
        meaning("Would you like your money back?")
        print("sentences is whole, loads and runs.")
        return 0
    if options.action == "verify":
        checked = check_files(model_folder(options.name)[0])
        load_engine(options.name).warm_up()
        print(f"{options.name} {'is whole, ' if checked else ''}loads and runs.")
        return 0
    from assist.settings import models_folder
    from models.download import download, remove

    if options.action == "remove":
        remove(options.name, Path(options.into or models_folder()))
        still = settings().model == options.name
        print(
            f"{options.name} is removed."
            + " The settings still name it: choose another, or fetch it again." * still
        )
        return 0

    def progress(done: int, total: int) -> None:
        print_progress(f"{done / 1e6:.0f} of {total / 1e6:.0f} MB")

    folder = download(options.name, Path(options.into or models_folder()), progress)
    named = folder if options.into else options.name
    print_progress("")
    used = (
        "It has its say from the next call on" if sentences else f"Use it with `call-assist --model {named}`"
    )
    print(f"{options.name} is in {folder}. {used}.")
    return 0


def playbook(options: argparse.Namespace) -> int:
    from assist.cli.playbooks import playbook_name
    from assist.coach.playbook import load_playbook

    if options.action in ("test", "diff"):
        from assist.cli import playbook_calls

        return int(getattr(playbook_calls, options.action)(options))
    if options.action == "schema":
        from assist.coach.playbook_file import schema

        print(json.dumps(schema(), indent=1, ensure_ascii=False))
        return 0
    _tell_of_unused(options.name)
    if options.action == "list":
        print_rows(
            list(_playbooks()),
            options.json,
            lambda row: (
                f"{row['name']:<20} {row['title']}"
                + (f" ({counted(row['steps'], 'step')})" if row["steps"] else "")
                + (", your own" if row["own"] else "")
            ),
        )
        return 0
    if not options.name:
        raise InputError("playbook check: which one? Give a name from `playbook list`, or a file.")
    checked = load_playbook(playbook_name(options.name))
    parts = {
        "step": checked.steps,
        "card": checked.cards,
        "warning": checked.warnings,
        "omission": checked.omissions,
        "cue": checked.cues,
    }
    counts = ", ".join(counted(len(of), what) for what, of in parts.items() if of)
    print(f"{options.name}: {checked.title}, {counts}; no mistakes.")
    for policy in checked.policies:
        print(f"  {policy.name} = {policy.value}  ({' or '.join(policy.values)}): {policy.about}")
    return 0


def _tell_of_unused(name: str | None) -> None:
    """A word on the agent's own playbooks of this name, or of any, that stand behind a bundled one."""
    from assist.cli.playbooks import unused_playbooks
    from assist.paths import told

    for file in unused_playbooks():
        if name in (None, file.stem):
            print(
                f"call-assist: {told(file)} is not used: a playbook that comes with the program has its name; "
                "give it another.",
                file=sys.stderr,
            )


def _playbooks() -> Iterator[dict[str, Any]]:
    """The bundled playbooks and those in the settings' folder; one with mistakes is listed all the same."""
    from assist.cli.playbooks import own_playbooks, playbook_name
    from assist.coach.playbook import list_playbooks, load_playbook

    own = own_playbooks()
    for name in (*list_playbooks(), *own):
        try:
            one = load_playbook(playbook_name(name))
            title, steps = one.title, len(one.steps)
        except InputError:
            title, steps = f"has mistakes: call-assist playbook check {name}", 0
        yield {"name": name, "title": title, "steps": steps, "own": name in own}


def _model_line(row: Mapping[str, Any]) -> str:
    speed = "keeps up" if row["keeps_up"] else "too slow here"
    said = " Advised for this machine." if row["advised"] and row["keeps_up"] else ""
    said += _come(row["here"] and row["name"] != "bundled", row["held"])
    mark = "*" if row["default"] else " "
    return f"{mark} {row['name']:<16} {row['megabytes']:>4} MB  {speed:<13}  {row['advice']}{said}"


def _come(fetched: bool, held: int) -> str:
    """What has come of a model: all of it, a part, or nothing."""
    if fetched:
        return " Fetched."
    return f" {held / 1e6:.0f} MB of it fetched; a download goes on from there." if held else ""
