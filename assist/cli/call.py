"""From command-line options to a session: settings, playbook, policies, model, store."""

from __future__ import annotations

import argparse
import getpass
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from assist.cli.playbooks import playbook_name
from assist.coach.appetite import with_appetite
from assist.coach.playbook import Playbook, list_playbooks, load_playbook
from assist.desk import Desk
from assist.errors import InputError
from assist.events import CallOver, Event, Notice, Saved
from assist.paths import calls_database, settings_file
from assist.settings import Settings, load_settings
from assist.speech.engine import SpeechEngine

if TYPE_CHECKING:
    from assist.calls.recording import Recording
    from assist.calls.store import Store
    from assist.session import Session
    from assist.speech.listener import Listener


def settings() -> Settings:
    """As the file has them now. InputError names what is wrong in it."""
    return load_settings(settings_file())


def playbook(options: argparse.Namespace, chosen: Settings) -> Playbook:
    """The one of the options, else of the settings, with their policies. InputError where it or a policy is wrong."""
    name = playbook_name(options.playbook or chosen.playbook)
    plain = load_playbook(name)
    policies = _settled(chosen.policies, plain)
    for policy in options.policy or ():
        key, equals, value = policy.partition("=")
        if not equals or not key or not value:
            raise InputError(f"--policy {policy}: expected NAME=VALUE, such as apology_scope=business.")
        policies[key] = value
    return with_appetite(load_playbook(name, policies) if policies else plain, chosen.prompts)


def _settled(policies: Mapping[str, str], plain: Playbook) -> dict[str, str]:
    """The policies of the settings that this playbook asks about. One that only another playbook asks about is no
    mistake; InputError for a name that none has, and for a value that this one does not offer."""
    offered = {policy.name: policy.values for policy in plain.policies}
    for name, value in policies.items():
        if name in offered and value not in offered[name]:
            expected = ", ".join(offered[name])
            raise InputError(
                f"{settings_file()}: policies.{name}: expected one of {expected}; found {value}."
            )
    if any(name not in offered for name in policies):
        known = {policy.name for one in list_playbooks() for policy in load_playbook(one).policies}
        if strange := sorted(set(policies) - known - offered.keys()):
            raise InputError(
                f"{settings_file()}: policies.{strange[0]}: expected a policy's name, one of: "
                f"{', '.join(sorted(known | offered.keys()))}."
            )
    return {name: value for name, value in policies.items() if name in offered}


def engine(options: argparse.Namespace, chosen: Settings) -> SpeechEngine:
    """The model named on the command line, else the speech server of the settings, else their model.

    With a server the model is loaded too: it takes over when the server stops answering.
    """
    from models.load import load_engine

    local = load_engine(options.model or chosen.model, words=chosen.words)
    if options.model or not chosen.speech_server:
        return local
    from assist.speech.standby import WithStandby
    from models.server import TranscriptionServer

    key = os.environ.get("CALL_ASSIST_SERVER_KEY")
    server = TranscriptionServer(chosen.speech_server, chosen.speech_server_model, chosen.words, key)
    return WithStandby(server, local)


class Engines:
    """The engine of the settings, loaded anew only where they name another; the one before is closed, between calls."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options
        self._known: tuple[object, SpeechEngine] | None = None
        self._loading = threading.Lock()

    @property
    def ready(self) -> bool:
        """Whether one is loaded, so that nobody has to wait for it."""
        return self._known is not None

    def of(self, chosen: Settings) -> SpeechEngine:
        """Warm; whoever asks while it is being loaded waits for it."""
        wanted = (chosen.model, chosen.words, chosen.speech_server, chosen.speech_server_model)
        with self._loading:
            if self._known is None or self._known[0] != wanted:
                loaded = engine(self._options, chosen)
                loaded.warm_up()
                before, self._known = self._known, (wanted, loaded)
                if before is not None:
                    before[1].close()
            return self._known[1]


def saved(
    session: Session, events: Iterator[Event], origin: str, desk: Desk | None = None
) -> Iterator[Event]:
    """The same events, kept as a call of the store on the way; what cannot be opened becomes no call. With a
    desk, the call is not over before the agent has left it: what they do after the sound is kept too."""
    from assist.calls.recording import kept
    from assist.calls.store import Store

    first = next(events)
    Store(calls_database()).close()  # what is wrong with it is said before anything is heard
    keeping = recording(session, origin, settings())
    yield from kept(keeping, chain([first], events))
    if desk is not None:
        yield from afterwards(session, keeping, desk)


def recording(session: Session, origin: str, chosen: Settings) -> Recording:
    """A call of the store, beginning now; `origin` says where its sound comes from."""
    from assist.calls.call_start import call_start
    from assist.calls.recording import Recording

    start = call_start(session.started, session.playbook, origin, agent_name(chosen))
    return Recording(calls_database(), start, for_team=chosen.team is not None)


def devices(options: argparse.Namespace, chosen: Settings) -> list[str | int | None]:
    """The microphone (None: the system's own), and the caller's device where one is named."""
    caller = options.caller or chosen.caller
    return [options.microphone or chosen.microphone, *([caller] if caller is not None else [])]


def agent_name(chosen: Settings) -> str:
    """Whose calls these are: in a team, whoever logs in to its database."""
    if chosen.team:
        from assist.calls.store.address import checked_address

        return checked_address(chosen.team).username or ""
    try:
        return chosen.agent or getpass.getuser()
    except OSError:  # nobody is logged in
        return ""


def store(*, team: bool = False) -> Store:
    """The calls of this machine, or the team's."""
    from assist.calls.store import Store

    return team_store() if team else Store(calls_database())


def team_store() -> Store:
    """The team's calls. InputError where the settings name no database."""
    from assist.calls.store import Store
    from assist.calls.store.address import team_address

    if (address := settings().team) is None:
        raise InputError(f"No team is set up: put its database into {settings_file()} as `team`.")
    return Store.of_team(team_address(address))


def afterwards(session: Session, recording: Recording, desk: Desk) -> Iterator[Event]:
    """The work after the call: the agent's changes to the note, the reading back, the disposition."""
    yield CallOver(session.now)
    told = recording.trouble is not None
    try:
        for action in desk.until_left():
            for event in session.take(replace(action, at=max(action.at, session.now))):
                saved = recording.keep(event)
                if recording.trouble and not told:
                    yield Notice(event.at, recording.trouble)
                told = recording.trouble is not None
                yield event
                if saved:
                    yield Saved(event.at)
    finally:
        recording.close()


def with_word_on_model(engine: SpeechEngine, events: Iterator[Event]) -> Iterator[Event]:
    """The same events; where the bundled model hears a real call, a Notice says what it is, once."""
    for number, event in enumerate(events):
        if number == 0 and engine.name == "bundled":
            yield Notice(
                event.at,
                "The bundled speech model knows the demo's synthetic voices, not people: choose a real one in the "
                "settings, or with `call-assist models list`.",
            )
        yield event


def listener(engine: SpeechEngine, *, realtime: bool) -> Listener:
    """Real time decodes beside the sound; a fast run decodes in its path, the same on every machine."""
    from assist.speech.decoder import Inline
    from assist.speech.listener import Listener
    from assist.speech.scheduler import Scheduler

    return Listener(Scheduler(engine) if realtime else Inline(engine))
