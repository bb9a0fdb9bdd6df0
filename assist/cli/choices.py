"""What the windows can choose from: devices, models, playbooks, settings. Each looks anew when it is asked."""

from __future__ import annotations

import argparse
import datetime
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from assist.cli import call
from assist.cli.playbooks import playbooks
from assist.errors import InputError
from assist.events import Channel
from assist.note.text import whom
from assist.paths import calls_database, data_folder, settings_file, told
from assist.settings import Settings, models_folder, save_settings
from assist.wording import clock
from ui.choices import Choices, FollowUp, ModelChoice, Progress

if TYPE_CHECKING:
    from assist.coach.playbook import Playbook
    from assist.review.archive import Archive
    from models.catalogue import Fetched


def choices(options: argparse.Namespace) -> Choices:
    """For windows that were opened with these options of the command line. What an answer needs is loaded when it is
    asked for: the window is there before."""
    from ui.hotkeys import why_not

    def playbook(chosen: Settings) -> Playbook:
        return call.playbook(options, chosen)

    return Choices(
        settings=call.settings,
        save=_save,
        devices=_devices,
        listen=_loudness,
        try_out=_tried_out,
        models=_models,
        advised=_advised,
        default_model=_default_model,
        sentences=_sentences,
        fetch=_fetch,
        remove=_remove,
        playbooks=playbooks,
        playbook=playbook,
        kept_in=told(data_folder()),
        follow_ups=_follow_ups,
        settle=_settle,
        move=_move,
        put_aside=_put_aside,
        archive=_archive,
        encrypt=_encrypt,
        is_encrypted=_is_encrypted,
        hotkeys_work=why_not,
    )


def _save(changes: Mapping[str, Any]) -> Settings:
    return save_settings(settings_file(), changes)


def _encrypt(wanted: bool) -> Settings:
    settings = _save({"store.encrypted": wanted})
    if wanted:
        try:
            call.store().close()  # which encrypts it: the next call might find another program there
        except InputError:
            _save({"store.encrypted": False})
            raise
    return settings


def _is_encrypted() -> bool:
    from assist.calls.store.encryption import needs_key

    return needs_key(calls_database())


def _put_aside() -> str:
    from assist.calls.aside import put_aside

    aside = put_aside(calls_database(), datetime.datetime.now())
    call.store().close()
    return f"A new file of calls is begun; the damaged one is {told(aside)}."


def _archive(here: bool) -> Archive:
    from assist.cli.review import archive

    return archive(call.settings(), here=here)


def _devices() -> list[tuple[str, str]]:
    from assist.audio.microphone import list_devices, look_again

    look_again()
    return [(device.name, device.title or device.name) for device in list_devices()]


def _tried_out(channel: Channel, device: str | None, stop: threading.Event) -> Iterator[tuple[str, float]]:
    from assist.audio.sound_test import tried_out

    return tried_out(device, stop)


def _loudness(channel: Channel, device: str | None, stop: threading.Event) -> Iterator[float]:
    from assist.audio.level import level, meter
    from assist.audio.live import LiveSound

    for chunk in LiveSound(device, None, stop):
        yield meter(level(chunk.samples))


def _models() -> list[ModelChoice]:
    from models import catalogue

    free = _memory_megabytes()
    bundled = catalogue.bundled()
    found = [ModelChoice(bundled.name, bundled.advice, bundled.megabytes, fits=True, here=True)]
    for model in catalogue.catalogue().values():
        fits = free is None or model.memory_megabytes <= free
        found.append(_as_choice(model, fits))
    return found


def _as_choice(model: Fetched, fits: bool) -> ModelChoice:
    from models.load import held_bytes, is_here

    held = -(-held_bytes(model) // 10**6)  # a little of the disk is some of it
    return ModelChoice(model.name, model.advice, model.megabytes, fits, is_here(model), held)


def _advised() -> str:
    from models import catalogue
    from models.probe import best, unit_seconds

    found = best(list(catalogue.catalogue().values()), unit_seconds())
    return found.name if found else ""


def _default_model() -> str:
    from models.load import default_model

    return default_model()


def _sentences() -> ModelChoice:
    from models.catalogue import SENTENCES

    return _as_choice(SENTENCES, fits=True)


def _fetch(name: str, progress: Progress, stop: threading.Event) -> None:
    from models.download import Stopped, download

    def watched(done: int, total: int) -> None:
        if stop.is_set():
            raise Stopped
        progress(done, total)

    with suppress(Stopped):  # whoever stopped it knows
        download(name, models_folder(), watched)


def _remove(name: str) -> None:
    from models.download import remove

    remove(name, models_folder())


def _follow_ups() -> list[FollowUp]:
    """What agents promised by today, the longest due first."""
    today = datetime.date.today().isoformat()
    store = call.store()
    try:
        due = [
            (promise, said_in)
            for promise, said_in in store.owed()
            if promise.owner == "agent" and promise.due and promise.due <= today
        ]
        notes = store.notes({promise.call for promise, _ in due})
    finally:
        store.close()
    contacts = {number: [one["text"] for one in note["fields"]["contact"]] for number, note in notes.items()}
    due.sort(key=lambda one: (one[0].due or "", one[0].call, one[0].number))
    return [
        FollowUp(
            promise.call,
            promise.text,
            promise.due or "",
            said_in.started.date().isoformat(),
            promise.moved,
            whom(contacts.get(promise.call, ())),
        )
        for promise, said_in in due
    ]


def _move(promise: FollowUp, due: str) -> None:
    store = call.store()
    try:
        store.move(promise.call, promise.text, datetime.date.fromisoformat(due))
    finally:
        store.close()


def _settle(promise: FollowUp, kept: bool) -> None:
    store = call.store()
    try:
        store.settle(promise.call, promise.text, "kept" if kept else "broken")
    finally:
        store.close()


def cut_off_calls() -> str:
    """What was saved of calls that a crash cut off, in one sentence; empty where there are none. They are ended."""
    with closing(call.store()) as store:
        cut_off = store.unfinished()
        with suppress(InputError):  # where another program holds it they are told again the next time
            for one in cut_off:
                store.finish(one.id)
    if not cut_off:
        return ""
    newest = cut_off[0]
    return (
        f"The call of {newest.started:%H:%M} was cut off; everything until {clock(newest.seconds)} was saved."
    )


def _memory_megabytes() -> int | None:
    """The memory that programs can still have; None where the system does not say."""
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    except (ValueError, OSError, AttributeError):
        return None
