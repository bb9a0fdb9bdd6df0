"""Keys that are heard while another program has the focus."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.hotkeys import Combination, Hotkeys


class Keyboard(ModuleType):
    """What pynput is to us: it names keys, and tells of each that goes down or up."""

    press: Callable[[object], None]
    release: Callable[[object], None]

    def __init__(self) -> None:
        super().__init__("pynput.keyboard")
        self.listening = False

        keyboard = self

        class HotKey:
            @staticmethod
            def parse(keys: str) -> list[str]:
                parts = keys.split("+")
                if not all(len(part) == 1 or part in ("<ctrl>", "<alt>") for part in parts):
                    raise ValueError(keys)
                return parts

        class Listener:
            def __init__(
                self, on_press: Callable[[object], None], on_release: Callable[[object], None]
            ) -> None:
                keyboard.press, keyboard.release = on_press, on_release

            def canonical(self, key: object) -> object:
                return key

            def start(self) -> None:
                keyboard.listening = True

            def stop(self) -> None:
                keyboard.listening = False

        self.HotKey, self.Listener = HotKey, Listener


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Keyboard]:
    keyboard = Keyboard()
    package = ModuleType("pynput")
    package.keyboard = keyboard  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pynput", package)
    monkeypatch.setitem(sys.modules, "pynput.keyboard", keyboard)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    yield keyboard


@pytest.fixture
def heard(qtbot: QtBot) -> Iterator[tuple[Hotkeys, list[str]]]:
    parent = QObject()
    hotkeys, told = Hotkeys(parent), []
    hotkeys.pressed.connect(lambda name: told.append(f"{name} down"))
    hotkeys.released.connect(lambda name: told.append(f"{name} up"))
    yield hotkeys, told
    parent.deleteLater()


def test_all_keys_of_a_combination_must_be_down() -> None:
    told: list[bool] = []
    combination = Combination(frozenset({"ctrl", "d"}), told.append)
    for key in ("d", "x", "ctrl", "ctrl"):
        combination.press(key)
    assert told == [True]
    combination.release("x")
    combination.release("d")
    combination.release("ctrl")
    assert told == [True, False]


def test_a_held_key_counts_once_though_the_system_tells_of_it_again_and_again(
    qtbot: QtBot, keyboard: Keyboard, heard: tuple[Hotkeys, list[str]]
) -> None:
    hotkeys, told = heard
    assert hotkeys.listen({"client_speaks": "ctrl+h"}) == ""
    keyboard.press("<ctrl>")
    for _ in range(3):
        keyboard.press("h")
        keyboard.release("h")
    keyboard.press("h")
    assert told == ["client_speaks down"]
    keyboard.release("h")
    qtbot.waitUntil(lambda: told == ["client_speaks down", "client_speaks up"])


def test_what_is_no_key_is_said(keyboard: Keyboard, heard: tuple[Hotkeys, list[str]]) -> None:
    assert heard[0].listen({"done": "ctrl+many"}) == (
        "ctrl+many is no key: expected something like ctrl+alt+d."
    )
    assert not keyboard.listening


def test_keys_that_were_let_go_of_in_the_settings_are_heard_no_longer(
    keyboard: Keyboard, heard: tuple[Hotkeys, list[str]]
) -> None:
    hotkeys, told = heard
    hotkeys.listen({"done": "ctrl+d"})
    assert keyboard.listening
    hotkeys.listen({"done": ""})
    assert not keyboard.listening and told == []


def test_wayland_is_told_of_honestly(
    keyboard: Keyboard, heard: tuple[Hotkeys, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert heard[0].listen({"done": "ctrl+d"}).startswith("Wayland lets no program hear keys")
