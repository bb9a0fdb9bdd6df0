"""The review window in its states."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from assist.audio.player import Player
from assist.audio.recorded_sound import Stereo
from gallery.archive import archive, empty_archive
from ui.review.window import ReviewWindow
from ui.theme import Theme

Open = Callable[[Theme], QWidget]


class Silent:
    """An output that nobody hears, as fast as it is given something."""

    rate = 16_000
    latency = 0.0

    def play(self, sound: Stereo) -> None:
        pass

    def tail(self) -> Iterator[Stereo]:
        return iter(())

    def hush(self) -> None:
        pass

    def close(self) -> None:
        pass


def settled(window: ReviewWindow) -> None:
    """Waits until everything that was asked of the archive is there."""
    for _ in range(3):  # an answer may ask for more
        until = time.monotonic() + 20
        while time.monotonic() < until:
            QCoreApplication.processEvents()
            if not window.lookups.busy:
                break
            time.sleep(0.005)


def reviewing(*deeds: Callable[[ReviewWindow], object], none: bool = False) -> Open:
    """The window after some deeds, each waited for."""

    def opened(theme: Theme) -> QWidget:
        window = ReviewWindow(theme, empty_archive() if none else archive(), Player(Silent))
        window.show()
        for deed in (lambda _window: None, *deeds):
            deed(window)
            settled(window)
        return window

    return opened


def unfolded(window: ReviewWindow) -> None:
    """The filters, below the line of words."""
    window.found.filters.unfold()


def newest(window: ReviewWindow) -> None:
    """The newest call, opened as with the keyboard."""
    window.found.enter()
    window.found.step(0)


def searched(words: str) -> Callable[[ReviewWindow], None]:
    def search(window: ReviewWindow) -> None:
        window.found.filters.words.setText(words)
        window.found.filters.words.searched.emit()

    return search


def listening(window: ReviewWindow) -> None:
    """As if the call had been played up to the summary."""
    window.playing.seek(33.5)


def source(window: ReviewWindow) -> None:
    """The first line of the note, chosen."""
    statement = window.page.note.statements[0]
    statement.chosen.emit(statement.utterances)


def _filtered(window: ReviewWindow) -> None:
    filters = window.found.filters
    filters.unfold()
    filters.missed.setCurrentIndex(filters.missed.findData("document"))
    filters.promise_open.setChecked(True)


def _from_a_day(window: ReviewWindow) -> None:
    days = window.found.filters.day
    window.found.filters.unfold()
    days.since.setText("2026-11-21")
    days.until.setText("2026-11-22")
    days.since.editingFinished.emit()


def _older(window: ReviewWindow) -> None:
    """A call whose sound is not kept."""
    window.found.enter()
    window.found.step(1)


def _taking_in(window: ReviewWindow) -> None:
    """As if the third of twelve files were being taken in."""
    window.taking_in.bar.begin()
    window.taking_in.bar.show_at(3, 12, "2026-11-19 Ruth and a client.flac")


def scenes() -> dict[str, Open]:
    """By name, without the look that each is seen in."""
    return {
        "review_list": reviewing(),
        "review_empty": reviewing(none=True),
        "review_call": reviewing(newest, listening),
        "review_source": reviewing(newest, source),
        "review_hit": reviewing(searched("refund"), lambda window: window.found.step(0)),
        "review_steps": reviewing(newest, lambda window: window.page.show_panel(1)),
        "review_talk": reviewing(newest, lambda window: window.page.show_panel(2)),
        "review_remarks": reviewing(newest, lambda window: window.open.comment()),
        "review_filters": reviewing(_filtered),
        "review_days": reviewing(_from_a_day),
        "review_no_sound": reviewing(_older),
        "review_import": reviewing(lambda window: window.taking_in.ask()),
        "review_importing": reviewing(newest, _taking_in),
        "review_nothing": reviewing(searched("zeppelin")),
        "review_share": reviewing(newest, lambda window: window.share()),
        "review_erase": reviewing(newest, lambda window: window.erase()),
        "review_trends": reviewing(lambda window: window.show_page(1)),
        "review_keys": reviewing(lambda window: window.show_keys()),
    }
