"""Another playbook over kept calls, from the window: replayed beside it, stopped on wish, and told in words."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from assist.calls.replay import Replayed, replayed
from assist.calls.store import Store
from assist.coach.playbook import load_playbook
from assist.errors import InputError
from tests.calls.test_replay import keep
from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from gallery.review import LABELS, compare
from ui.bar_row import BarRow
from ui.buttons import TextButton
from ui.comparison_view import Compare, ComparisonView, Progress
from ui.paragraph import Paragraph
from ui.theme import Theme

PLAYBOOKS = [("seven-things", "Seven things"), ("upset-client", "An upset client")]
Tell = Callable[[Progress], None]


def opened(qtbot: QtBot, compare: Compare) -> ComparisonView:
    view = ComparisonView(Theme("light"), PLAYBOOKS, compare, LABELS)
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    return view


def finished(qtbot: QtBot, view: ComparisonView) -> None:
    qtbot.waitUntil(view.start.isVisible, timeout=20_000)


def test_kept_calls_are_replayed_off_the_windows_thread(qtbot: QtBot, tmp_path: Path) -> None:
    old = load_playbook("upset-client")
    store = Store(tmp_path / "calls.db")
    call, _ = keep(store, "sofa", old)
    threads = []

    def work(name: str, tell: Tell, stop: threading.Event) -> None:
        threads.append(threading.current_thread())
        calls = store.calls()
        for done, one in enumerate(replayed(store, calls, lambda _: old, load_playbook(name)), 1):
            tell(Progress(done, len(calls), one))

    view = opened(qtbot, work)
    view.run()
    finished(qtbot, view)
    assert threads and threads[0] is not threading.main_thread()
    assert view.outcome.text() == "1 of 1 calls would change."
    assert any(row.text().startswith("Card: ") for row in view.findChildren(BarRow))
    [heading] = [button for button in view.findChildren(TextButton) if button.text().startswith("Call ")]
    with qtbot.waitSignal(view.opened) as signal:
        heading.click()
    assert signal.args[0] == call
    view.playbook.setCurrentIndex(1)
    view.run()
    finished(qtbot, view)
    assert view.outcome.text() == "Nothing would change in 1 call."


def test_what_comes_and_what_is_gone_is_said_with_its_words(qtbot: QtBot) -> None:
    view = opened(qtbot, compare)
    view.run()
    finished(qtbot, view)
    assert [(row.text(), row.value) for row in view.findChildren(BarRow)] == [
        ("Card: Ask what would make it right", "comes in 2 of 3"),
        ("Tick: Ask what they want to happen", "comes in 1 of 3"),
        ("Warning: You cut in", "gone in 1 of 3"),
    ]
    told = [paragraph.text() for paragraph in view.findChildren(Paragraph)]
    assert "+ 00:41  Card: Ask what would make it right · “still no sitter”" in told
    assert "− 00:58  Warning: You cut in, gone · “yes but we”" in told


def test_it_can_be_stopped_and_shows_what_it_found_until_then(qtbot: QtBot) -> None:
    def endless(name: str, tell: Tell, stop: threading.Event) -> None:
        found: list[Replayed] = []
        compare(name, lambda progress: found.append(progress.call), stop)
        tell(Progress(1, 1000, found[0]))
        assert stop.wait(20)

    view = opened(qtbot, endless)
    view.run()
    qtbot.waitUntil(lambda: view.outcome.text() == "1 of 1000 calls")
    assert view.stop.isVisible() and not view.playbook.isEnabled()
    view.cancel()
    finished(qtbot, view)
    assert view.outcome.text() == "1 of the first 1 calls would change."


def test_a_playbook_with_a_mistake_is_said_to_have_one(qtbot: QtBot, tmp_path: Path) -> None:
    def work(name: str, tell: Tell, stop: threading.Event) -> None:
        raise InputError(f"{name} has a mistake.")

    view = opened(qtbot, work)
    view.choose(tmp_path / "mine.toml")
    assert view.playbook.currentText() == "mine.toml"
    view.run()
    finished(qtbot, view)
    assert view.outcome.text() == f"{tmp_path / 'mine.toml'} has a mistake."
