"""From command-line options to a session: settings, playbook, policies, model, store."""

from __future__ import annotations

import argparse
from datetime import datetime

from assist.coach.playbook import Playbook, load_playbook
from assist.errors import InputError
from assist.paths import settings_file
from assist.settings import Settings, load_settings
from assist.speech.engine import SpeechEngine
from assist.speech.listener import Listener


def settings() -> Settings:
    return load_settings(settings_file())


def playbook(options: argparse.Namespace, chosen: Settings) -> Playbook:
    policies = dict(chosen.policies)
    for policy in options.policy:
        name, equals, value = policy.partition("=")
        if not equals or not name or not value:
            raise InputError(f"--policy {policy}: expected NAME=VALUE, such as apology_scope=business.")
        policies[name] = value
    return load_playbook(options.playbook or chosen.playbook, policies)


def engine(options: argparse.Namespace, chosen: Settings) -> SpeechEngine:
    from models.load import load_engine

    return load_engine(options.model or chosen.model, words=chosen.words)


def listener(engine: SpeechEngine, *, realtime: bool) -> Listener:
    """Real time decodes beside the sound; a fast run decodes in its path, the same on every machine."""
    return Listener(engine, decode="threaded" if realtime else "inline")


def moment_of(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as problem:
        raise InputError(
            f"--started {text}: expected a date and time such as 2026-11-19T16:52:00."
        ) from problem
