"""An archive of kept calls: the test calls of the playbook, taken in by a store as if they had been made."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from assist.audio.chunk import SAMPLE_RATE
from assist.audio.flac import FlacFile
from assist.calls.call_start import call_start
from assist.calls.importing import Importer
from assist.calls.recording import Lasting
from assist.calls.store import Store
from assist.coach.playbook import PLAYBOOKS, load_playbook
from assist.coach.testcall import read_test_call
from assist.errors import InputError
from assist.events import CHANNELS, Disposition, PromiseSettled, Utterance
from assist.review.archive import Archive
from assist.session import Session, read
from assist.speech.engine import SpeechEngine
from assist.speech.transcript import quiet_in
from gallery import call

PLAYBOOK = "upset-client"
PLAYBOOK_TITLES = ((PLAYBOOK, "An upset client"),)
STARTED = datetime(2026, 11, 23, 9, 12)
_AGENTS = ("Maria", "Ben", "Aisha")
_OUTCOMES = ("Resolved", "Follow-up promised", "Handed on", "Resolved", "Not resolved")
_NAMES = (
    "boiler", "double_charge", "lost_luggage", "talks_over_her", "dead_air", "overpromised", "gym_cancel",
    "sofa", "rejects_voucher", "wants_manager", "blamed_form",
)  # fmt: skip


def _new_folder() -> Path:
    """Gone when the program ends."""
    folder = tempfile.mkdtemp(prefix="call-assist-gallery-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@cache
def archive_folder() -> Path:
    """A folder with the calls, made once; the last of them is the sitter who did not come, with its sound."""
    folder = _new_folder()
    store = Store(folder / "calls.db")
    for number, name in enumerate(_NAMES):
        made = read_test_call(PLAYBOOKS / PLAYBOOK / f"{name}.call")
        started = STARTED - timedelta(days=number // 3, hours=number * 1.7)
        keep(store, made.utterances, started, _AGENTS[number % 3], _OUTCOMES[number % 5], f"{number:032x}")
    key = f"{len(_NAMES):032x}"
    newest = keep(store, call.UTTERANCES, STARTED + timedelta(hours=2), "Maria", "Follow-up promised", key)
    write_sound(folder / "audio", key, call.UTTERANCES)
    archive = Archive(store, "Lea", load_playbook, folder / "audio")
    archive.remark(newest, "comment", "Good recovery: she takes it back at once.", 7)
    archive.remark(newest, "tag", "no-show")
    archive.remark(newest, "tag", "third time")
    archive.remark(newest, "good_example", utterance=9)
    archive.remark(newest - 3, "tag", "voucher")
    archive.remark(newest - 5, "good_example")
    promised = [one for one in store.promises(1) if one.owner == "agent"]
    if promised:
        store.note_later(1, PromiseSettled(store.call(1).seconds, promised[0].text, "kept").to_json())
    archive.close()
    return folder


def archive() -> Archive:
    """The archive, open, as a team lead sees it."""
    return _opened(archive_folder())


def empty_archive() -> Archive:
    """Nothing is kept yet."""
    return _opened(_new_folder())


def _no_engine() -> SpeechEngine:
    raise InputError("There is no speech model in pictures.")


def _opened(folder: Path) -> Archive:
    def importer(agent: str | None) -> Importer:
        return Importer(Store(folder / "calls.db"), load_playbook(PLAYBOOK), _no_engine, "Lea", agent)

    return Archive(
        Store(folder / "calls.db"),
        "Lea",
        load_playbook,
        folder / "audio",
        playbooks=PLAYBOOK_TITLES,
        importer=importer,
    )


def keep(
    store: Store,
    utterances: Iterable[Utterance],
    started: datetime,
    agent: str,
    outcome: str,
    key: str,
) -> int:
    """Runs a call through the whole program and keeps it; its number."""
    said = list(utterances)
    playbook = load_playbook(PLAYBOOK)
    session = Session(playbook, started, quiet_in(said))
    lasting = Lasting()
    lines = [event.to_json() for event in read(session, said) if lasting.takes(event)]
    lines.append(Disposition(session.now, outcome).to_json())
    kept, _ = store.add(call_start(started, playbook, "microphone", agent, key), lines, session.now)
    return kept


def write_sound(folder: Path, key: str, utterances: Iterable[Utterance]) -> None:
    """A tone for each voice, where somebody speaks: something to hear, and nobody's words."""
    folder.mkdir(mode=0o700, exist_ok=True)
    said = list(utterances)
    length = round((max(one.end for one in said) + 1) * SAMPLE_RATE)
    times = np.arange(length) / SAMPLE_RATE
    for channel, pitch in zip(CHANNELS, (220, 330), strict=True):
        sound = np.zeros(length, np.float32)
        for one in said:
            if one.channel == channel:
                part = slice(round(one.start * SAMPLE_RATE), round(one.end * SAMPLE_RATE))
                sound[part] = 0.2 * np.sin(2 * np.pi * pitch * times[part])
        file = FlacFile(folder / f"{key}-{channel}.flac")
        file.write(sound)
        file.close()
