"""Every window in every state, by name."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from assist.calls.trends import Trends
from assist.coach.playbook import load_playbook
from assist.errors import InputError
from assist.events import CallOver, Channel, Event, Notice, PromptCleared, SoundKept, Tick
from assist.session import NOTE_LACKS
from assist.settings import Settings
from gallery import call, review, review_scenes
from gallery.choices import choices
from ui.bridge import Ended
from ui.comparison_view import ComparisonView
from ui.dock import NARROWEST
from ui.first_run import FirstRun
from ui.listening import Listening
from ui.panel import LOWEST
from ui.review.window import ReviewWindow
from ui.settings_window import SettingsWindow
from ui.sidebar import Sidebar
from ui.theme import Look, Theme
from ui.trends_view import TrendsView

HEIGHT = 900


@dataclass(frozen=True)
class Scene:
    """A window and what is done to it before its picture is taken."""

    open: Callable[[Theme], QWidget]
    look: Look = Look("light", still=True)  # noqa: RUF009
    width: int = 380
    height: int = HEIGHT


def sidebar(theme: Theme) -> Sidebar:
    return Sidebar(load_playbook("upset-client"), theme, "Call Assist")


def loading(theme: Theme) -> Sidebar:
    window = sidebar(theme)
    window.greet(ready=False)
    return window


def in_call(*records: object, then: Callable[[Sidebar], object] | None = None) -> Callable[[Theme], QWidget]:
    """A sidebar that has been told these records."""

    def opened(theme: Theme) -> QWidget:
        window = sidebar(theme)
        window.begin()
        window.call.take(records)
        window.call.hurry()  # nobody's sentence is waited for in a picture
        if then is not None:
            window.show()
            then(window)
        return window

    return opened


def save(window: Sidebar) -> None:
    window.wrap_up.choose(2)
    window.show_note_saved("Note saved: ~/.local/share/call-assist/notes/2026-11-19 16.52.44.txt")


def _steps(done: int, at: float) -> list[Event]:
    ids = tuple(step.id for step in load_playbook("upset-client").steps)
    return call.steps(ids, done, at)


def _calls() -> dict[str, Callable[[Theme], QWidget]]:
    venting = [*call.until(14.0), *_steps(1, 11.0), call.LISTEN]
    warned = [*call.until(18.6), *_steps(1, 11.0), call.LISTEN, call.NOTE_EARLY, call.CALM_DOWN]
    carded = [*call.until(36.0), *_steps(2, 29.0), call.NOTE_EARLY, call.SUMMARIZE]
    planned = [*call.until(60.0), *_steps(6, 57.0), call.NOTE]
    return {
        "idle": sidebar,
        "loading": loading,
        "venting": in_call(*venting),
        "card": in_call(*carded),
        "why": in_call(*carded, then=lambda window: window.agent.why()),
        "warning": in_call(*warned),
        "listening": in_call(*carded, PromptCleared(36.0, 3, "done")),
        "paused": in_call(*carded, call.PAUSE_BEGUN, then=lambda window: window.agent.pause()),
        "trouble": in_call(*carded, *call.GAPS, call.TOO_QUIET, SoundKept(36.0, True), Tick(36.0)),
        "muted": in_call(*carded, call.MUTED, then=lambda window: window.agent.mute()),
        "omission": in_call(*planned, call.GOAL_MISSING),
        "edited": in_call(*planned, call.EDITED, Notice(61.0, "Catching up: words come late.")),
        "within": in_call(*carded, then=lambda window: window.call.take([call.NOTE_LONG])),
        "note_lacks": in_call(*planned, Notice(61.0, NOTE_LACKS, until="end")),
        "correcting": in_call(*carded, then=lambda window: window.transcript_view.correct()),
        "read_back": in_call(*planned, call.READ_BACK, then=lambda window: window.read_back()),
        "wrap_up": in_call(*planned, CallOver(60.0), then=lambda window: window.wrap_up.choose(2)),
        "saved": in_call(*planned, CallOver(60.0), then=save),
        "stopped": in_call(
            *planned, Ended(InputError("The input device “Headset” stopped: plug it in again."))
        ),
        "closing": in_call(*planned, then=lambda window: window.close()),
        "keys": in_call(*planned, then=lambda window: window.show_overview()),
        "strip_card": in_call(*carded, then=lambda window: window.fold()),
        "strip_warning": in_call(*warned, then=lambda window: window.fold()),
        "strip_quiet": in_call(*call.until(36.0), then=lambda window: window.fold()),
    }


def first_run(page: int, *, fetching: bool = False) -> Callable[[Theme], QWidget]:
    def opened(theme: Theme) -> QWidget:
        slow = replace(choices(Settings(caller="speakers")), fetch=lambda name, progress, stop: stop.wait(60))
        window = FirstRun(theme, slow)
        for _ in range(page):
            window.next.click()
        hear(window.listening)
        if fetching:
            window.picker.buttons["base.en"].click()
            window.picker.download.show_bytes((63_000_000, 145_000_000))
        return window

    return opened


def hear(inputs: Mapping[Channel, Listening]) -> None:
    for one in inputs.values():
        for level in (0.2, 0.5, 0.8, 0.4, 0.6):
            one.show_news(("", level))


def settings(page: int) -> Callable[[Theme], QWidget]:
    def opened(theme: Theme) -> QWidget:
        window = SettingsWindow(theme, choices())
        window.pages.setCurrentRow(page)
        return window

    return opened


def removing(theme: Theme) -> QWidget:
    window = settings(1)(theme)
    assert isinstance(window, SettingsWindow)
    window.picker.lines["base.en"].remove.click()
    return window


def follow_ups(theme: Theme) -> QWidget:
    window = sidebar(theme)
    window.follow_ups_view.show_promises(choices().follow_ups(), datetime.date(2026, 11, 24))
    window.show_follow_ups()
    return window


def trends(who: int = 0, everybody: Trends = review.EVERYBODY) -> Callable[[Theme], QWidget]:
    def opened(theme: Theme) -> QWidget:
        window = TrendsView(theme)
        theme.dress(window)
        theme.changed.connect(lambda: theme.dress(window))
        people = [review.ANNA, review.BEN] if everybody.calls else []
        window.show_trends(everybody, people, review.LABELS)
        window.whose.setCurrentIndex(who)
        return window

    return opened


def comparison(theme: Theme) -> QWidget:
    window = ComparisonView(theme, choices().playbooks(), review.compare, review.LABELS)
    theme.dress(window)
    theme.changed.connect(lambda: theme.dress(window))
    window.run()
    while not window.start.isVisibleTo(window):
        QCoreApplication.processEvents()
    return window


LIGHT, DARK = Look("light", still=True), Look("dark", still=True)
LARGE = Look("light", 2.0, still=True)

_REVIEW_DARK = ("review_list", "review_call", "review_steps", "review_hit", "review_days", "review_import")
_REVIEW_LARGE = (
    "review_call", "review_hit", "review_steps", "review_filters", "review_days", "review_no_sound",
    "review_import", "review_importing",
)  # fmt: skip


def _scenes() -> dict[str, Scene]:
    scenes: dict[str, Scene] = {}
    for name, opened in _calls().items():
        scenes[f"{name}_light"] = Scene(opened, LIGHT)
        if name in (
            "venting",
            "card",
            "warning",
            "trouble",
            "edited",
            "read_back",
            "wrap_up",
            "strip_warning",
            "within",
        ):
            scenes[f"{name}_dark"] = Scene(opened, DARK)
        if name not in (
            "idle",
            "loading",
            "listening",
            "stopped",
            "strip_quiet",
            "omission",
            "within",
            "note_lacks",
            "saved",
        ):
            scenes[f"{name}_200"] = Scene(opened, LARGE, 608, 1000)
    for name in ("card", "warning", "wrap_up", "read_back"):
        scenes[f"{name}_narrow"] = Scene(_calls()[name], LIGHT, 320, 640)
        scenes[f"{name}_narrow_200"] = Scene(_calls()[name], LARGE, 512, 900)
    scenes["wrap_up_low"] = Scene(_calls()["saved"], LIGHT, NARROWEST, LOWEST)
    scenes["follow_ups_light"] = Scene(follow_ups, LIGHT)
    scenes["follow_ups_dark"] = Scene(follow_ups, DARK)
    scenes["follow_ups_200"] = Scene(follow_ups, LARGE, 608, 1000)
    for page, name in enumerate(("hear", "model", "kept")):
        scenes[f"first_{name}_light"] = Scene(first_run(page), LIGHT, 560, 600)
        scenes[f"first_{name}_200"] = Scene(first_run(page), LARGE, 1000, 1000)
        scenes[f"first_{name}_dark"] = Scene(first_run(page), DARK, 560, 600)
    scenes["first_fetching_light"] = Scene(first_run(1, fetching=True), LIGHT, 560, 600)
    subjects = ("sound", "model", "playbook", "words", "recording", "appearance", "hotkeys", "team")
    for page, name in enumerate(subjects):
        scenes[f"settings_{name}_light"] = Scene(settings(page), LIGHT, 760, 640)
    scenes["settings_sound_dark"] = Scene(settings(0), DARK, 760, 640)
    scenes["settings_model_dark"] = Scene(settings(1), DARK, 760, 640)
    scenes["settings_removing_light"] = Scene(removing, LIGHT, 760, 640)
    scenes["settings_removing_dark"] = Scene(removing, DARK, 760, 640)
    scenes["settings_removing_200"] = Scene(removing, LARGE, 1200, 1200)
    scenes["settings_appearance_dark"] = Scene(settings(5), DARK, 760, 640)
    scenes["settings_recording_dark"] = Scene(settings(4), DARK, 760, 640)
    scenes["settings_recording_200"] = Scene(settings(4), LARGE, 1200, 1000)
    scenes["settings_playbook_200"] = Scene(settings(2), LARGE, 1200, 1000)
    scenes["comparison_light"] = Scene(comparison, LIGHT, 760, 560)
    scenes["comparison_dark"] = Scene(comparison, DARK, 760, 560)
    scenes["comparison_200"] = Scene(comparison, LARGE, 1200, 1000)
    scenes["trends_light"] = Scene(trends(), LIGHT, 900, 720)
    scenes["trends_dark"] = Scene(trends(), DARK, 900, 720)
    scenes["trends_200"] = Scene(trends(), LARGE, 1500, 1300)
    scenes["trends_narrow"] = Scene(trends(), LIGHT, 420, 900)
    scenes["trends_person"] = Scene(trends(1), LIGHT, 900, 720)
    scenes["trends_nothing"] = Scene(trends(0, review.NOTHING), LIGHT, 900, 400)
    for name, opened in review_scenes.scenes().items():
        scenes[f"{name}_light"] = Scene(opened, LIGHT, 1280, 860)
        if name in _REVIEW_DARK:
            scenes[f"{name}_dark"] = Scene(opened, DARK, 1280, 860)
        if name in _REVIEW_LARGE:
            scenes[f"{name}_200"] = Scene(opened, LARGE, 1920, 1200)
    # what a full screen of 1920 by 1080 is where the desktop doubles everything
    small = review_scenes.reviewing(review_scenes.newest, review_scenes.unfolded)
    scenes["review_small_light"] = Scene(small, LIGHT, 960, 500)
    return scenes


SCENES = _scenes()


@contextmanager
def staged(scene: Scene) -> Iterator[QWidget]:
    """The window of a scene, shown and at rest."""
    window = scene.open(Theme(scene.look))
    folded = isinstance(window, Sidebar) and window.folded
    window.resize(scene.width, window.height() if folded else scene.height)
    window.show()
    window.resize(scene.width, window.height() if folded else scene.height)
    for _ in range(5):
        QCoreApplication.processEvents()
    try:
        yield window
    finally:
        window.hide()
        if isinstance(window, ReviewWindow):
            window.close()
        if isinstance(window, FirstRun):
            window.picker.stop()
        window.deleteLater()
        QCoreApplication.processEvents()


def picture(scene: Scene) -> QImage:
    """What the window looks like, in the pixels of the screen: QT_SCALE_FACTOR counts."""
    with staged(scene) as window:
        factor = window.devicePixelRatioF()
        image = QImage(window.size() * factor, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(factor)
        image.fill(0)
        window.render(image, QPoint(0, 0))
        QApplication.processEvents()
    return image
