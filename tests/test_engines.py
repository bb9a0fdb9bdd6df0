"""The speech model of the settings: loaded once, whoever asks for it first."""

from __future__ import annotations

import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from assist.cli import call, demo
from assist.desk import Desk
from assist.events import Event, Notice
from assist.settings import Settings
from ui import app


class Warm:
    def __init__(self) -> None:
        self.warm = False

    def warm_up(self) -> None:
        self.warm = True

    def close(self) -> None:
        pass


def test_a_call_that_begins_while_the_model_is_loaded_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end = threading.Event(), threading.Event()
    loaded: list[Warm] = []

    def engine(*_: object) -> Warm:
        begun.set()
        assert may_end.wait(60)
        loaded.append(Warm())
        return loaded[-1]

    monkeypatch.setattr(call, "engine", engine)
    engines = call.Engines(Namespace(model=None))
    given: list[object] = []
    behind_the_window = threading.Thread(target=lambda: given.append(engines.of(Settings())))
    behind_the_window.start()
    assert begun.wait(60) and not engines.ready
    call_thread = threading.Thread(target=lambda: given.append(engines.of(Settings())))
    call_thread.start()
    may_end.set()
    for thread in (behind_the_window, call_thread):
        thread.join(60)
    assert given == [loaded[0], loaded[0]] and loaded[0].warm
    assert engines.ready


def test_the_demo_says_that_the_model_is_loaded_until_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def run(events: Callable[[Desk], Iterator[Event]], *_: object, **__: object) -> int:
        first = islice(events(Desk()), 3)
        said.extend(event.text if isinstance(event, Notice) else event.type for event in first)
        return 0

    monkeypatch.setattr(app, "run", run)
    monkeypatch.setattr(demo, "has_display", lambda: True)
    options = Namespace(terminal=False, json=False, fast=True, playbook=None, policy=None, model=None)
    assert demo.demo(options) == 0
    assert said[:2] == [demo.LOADING, ""] and said[2] != "notice"
