"""All windows of the program together: the sidebar, its call, the settings, the first pages, the tray, the hotkeys."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Slot

from assist.errors import InputError
from assist.settings import Settings
from ui.bridge import MakeEvents
from ui.call_control import CallControl
from ui.choices import Choices, FollowUp, Found
from ui.errand import Errand
from ui.first_run import FirstRun
from ui.hotkeys import Hotkeys
from ui.keys import DEEDS
from ui.lookups import Lookups
from ui.practice import hinted
from ui.question import Answer
from ui.settings_window import SettingsWindow
from ui.sidebar import Sidebar
from ui.theme import Theme
from ui.tray import Tray
from ui.words import tr

if TYPE_CHECKING:  # loaded when they are opened: the sidebar is there before
    from assist.review.archive import Archive
    from ui.review.window import ReviewWindow

LOADING_SECONDS = 20.0
"""A program that is closed while it gets ready waits so long for that: what loads cannot be broken off."""


class Desktop(QObject):
    """Wires the windows; decides nothing but which window is open. `practice` starts the practice call."""

    def __init__(
        self,
        sidebar: Sidebar,
        control: CallControl,
        theme: Theme,
        choices: Choices,
        practice: MakeEvents | None,
        places: QSettings | None = None,
    ) -> None:
        super().__init__(sidebar)
        self._sidebar = sidebar
        self._control = control
        self._theme = theme
        self._choices = choices
        self._practice = practice
        self._places = places
        self.settings_window: SettingsWindow | None = None
        self.first_run: FirstRun | None = None
        self.review_window: ReviewWindow | None = None
        self._opening = Errand(self)
        self._opening.told.connect(self._show_review)
        self._opening.done.connect(self._review_opened)
        self._loading = Errand(self)
        self._loading.told.connect(self._take_found)
        self._loading.done.connect(self._be_ready)
        self._found = Found()
        self._promises = Lookups(self)
        self._promises.failed.connect(self._tell_problem)
        self._promises.failed.connect(sidebar.follow_ups_view.show_failure)
        self.tray = Tray(self, theme)
        self.hotkeys = Hotkeys(self)
        sidebar.settings_asked.connect(self.open_settings)
        sidebar.follow_ups_asked.connect(self.open_follow_ups)
        sidebar.review_asked.connect(self.open_review)
        sidebar.follow_ups_view.settled.connect(self._settle)
        sidebar.follow_ups_view.moved.connect(self._move)
        sidebar.follow_ups_view.call_asked.connect(self.open_call)
        sidebar.call.state_changed.connect(self._tell_tray)
        sidebar.call.state_changed.connect(self._hold_models)
        sidebar.call.state_changed.connect(self._tell_found)
        sidebar.closed.connect(self._close_all)
        self.tray.start_or_end_asked.connect(sidebar.agent.start_or_end)
        self.tray.show_asked.connect(self._show_sidebar)
        self.tray.practice_asked.connect(self.practise)
        self.tray.settings_asked.connect(self.open_settings)
        self.tray.review_asked.connect(self.open_review)
        self.tray.follow_ups_asked.connect(sidebar.follow_ups_asked)
        self.tray.close_asked.connect(sidebar.close)
        self.hotkeys.pressed.connect(self._pressed)
        self.hotkeys.released.connect(self._released)
        self.tray.show()
        self._listen_for_keys(choices.settings())

    def get_ready(self, work: Callable[[], Found]) -> None:
        """Does beside the window what calls need before they begin, and tells what was found."""
        self._loading.begin(lambda tell, _stop: tell(work()))

    @Slot(object)
    def _take_found(self, found: Found) -> None:
        self._found = found
        self._tell_found()
        if not found.damaged:
            self.look_for_promises()

    @Slot(str)
    def _be_ready(self, problem: str) -> None:
        if problem:
            self._sidebar.show_notice(problem)
        if self._sidebar.state == "idle":
            self._sidebar.greet(ready=True)

    @Slot()
    def _tell_found(self) -> None:
        """One question, once, with what helps; nobody is asked it in the middle of a call, or beside the first pages,
        which show what is wrong with a device."""
        found = self._found
        if found.trouble in self._sidebar.warning.texts:  # a call has stopped at it, and says so
            found = replace(found, trouble="")
        told = (found.damaged, found.obstacle, found.trouble, found.news)
        sentences = [sentence for sentence in told if sentence]
        if not sentences or self._sidebar.call.live or self._welcoming:
            return
        self._found = Found()
        answers: list[Answer] = []
        if found.damaged:
            answers.append((tr("Begin a new file"), self._put_aside))
        if found.trouble:
            answers.append((tr("Settings"), self.open_settings))
        if found.news:
            answers.append((tr("Review calls"), self.open_review))
        answers.append((tr("Not now") if found.damaged else tr("All right"), lambda: None))
        self._sidebar.ask(" ".join(sentences), answers)

    @Slot(str)
    def _tell_problem(self, problem: str) -> None:
        """Once: what is wrong with the file of calls may be asked about already."""
        if problem not in self._sidebar.question.text:
            self._sidebar.show_notice(problem)

    def _put_aside(self) -> None:
        self._promises.do(self._choices.put_aside, self._sidebar.show_notice)

    @Slot()
    def open_settings(self) -> None:
        if self.settings_window is None:
            try:
                window = SettingsWindow(self._theme, self._choices)
            except InputError as problem:
                self._sidebar.show_notice(str(problem))
                return
            window.changed.connect(self._take_settings)
            window.picker.fetched.connect(lambda words: self._tell_fetched(words, window.isVisible()))
            window.hold(self._sidebar.call.live)
            self.settings_window = window
        self.settings_window.show()
        self.settings_window.raise_()
        self.settings_window.activateWindow()

    @Slot()
    def _hold_models(self) -> None:
        """While a call is running no model is taken away."""
        live = self._sidebar.call.live
        if self.settings_window is not None:
            self.settings_window.hold(live)
        if self.first_run is not None:
            self.first_run.picker.hold(live)

    @Slot()
    def open_review(self) -> None:
        """The kept calls, in a window of their own."""
        if self.review_window is not None:
            self.review_window.show()
            self.review_window.raise_()
            self.review_window.activateWindow()
        elif not self._opening.running:  # a team's database may be far away
            self._opening.begin(lambda tell, _stop: tell((self._choices.archive(False), None)))

    @Slot(int)
    def open_call(self, call: int) -> None:
        """A call of this machine, in the window of the kept calls."""
        if self.review_window is not None and self.review_window.archive.is_team:
            self.review_window.close()
        if self.review_window is not None:
            self.review_window.open_at(call, 0.0)
            self.open_review()
        elif not self._opening.running:
            self._opening.begin(lambda tell, _stop: tell((self._choices.archive(True), call)))

    @Slot(object)
    def _show_review(self, opened: tuple[Archive, int | None]) -> None:
        """The archive, and the call in it that is looked for."""
        from ui.review.window import ReviewWindow

        archive, call = opened
        self.review_window = ReviewWindow(self._theme, archive, places=self._places)
        self.review_window.closed.connect(self._forget_review)
        if call is not None:
            self.review_window.open_at(call, 0.0)
        self.open_review()

    @Slot(str)
    def _review_opened(self, problem: str) -> None:
        if problem:
            self._sidebar.show_notice(problem)

    @Slot()
    def _forget_review(self) -> None:
        """The next time it opens on what is kept by then."""
        if self.review_window is not None:
            self.review_window.deleteLater()
            self.review_window = None

    @Slot(object)
    def _take_settings(self, settings: Settings) -> None:
        """What can hold at once holds at once; the rest from the next call on."""
        self._listen_for_keys(settings)
        if not self._sidebar.call.live:
            self._sidebar.wrap_up.show_dispositions(settings.dispositions)
            try:
                self._sidebar.show_playbook(self._choices.playbook(settings))
            except InputError as problem:
                self._sidebar.show_notice(str(problem))

    def _listen_for_keys(self, settings: Settings) -> None:
        problem = self.hotkeys.listen({str(name): key for name, key in settings.hotkeys.items()})
        if problem:
            self._sidebar.show_notice(problem)

    @Slot(str)
    def _pressed(self, name: str) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "start_end": self._sidebar.agent.start_or_end,
            "done": self._sidebar.agent.done,
            "not_now": self._sidebar.agent.not_now,
            "client_speaks": partial(self._sidebar.agent.client_speaks, True),
        }
        deeds[name]()

    @Slot(str)
    def _released(self, name: str) -> None:
        if name == "client_speaks":
            self._sidebar.agent.client_speaks(False)

    def look_for_promises(self) -> None:
        """What is due by today; a promise that passed unkept stays."""
        self._promises.ask("due", self._choices.follow_ups, self._show_promises)

    def _show_promises(self, promises: Sequence[FollowUp]) -> None:
        self._sidebar.follow_ups_view.show_promises(promises, datetime.date.today())
        self.tray.show_due(len(promises))
        if promises and not self._sidebar.call.live:
            words = tr("1 promise is due") if len(promises) == 1 else tr("{count} promises are due")
            self._sidebar.show_notice(f"{words.format(count=len(promises))} ({DEEDS['follow_ups'].key})")

    @Slot()
    def open_follow_ups(self) -> None:
        self.look_for_promises()
        self._sidebar.show_follow_ups()

    @Slot(object, bool)
    def _settle(self, promise: FollowUp, kept: bool) -> None:
        self._change(lambda: self._choices.settle(promise, kept))

    @Slot(object, str)
    def _move(self, promise: FollowUp, due: str) -> None:
        self._change(lambda: self._choices.move(promise, due))

    def _change(self, work: Callable[[], None]) -> None:
        """Beside the window: another program may hold the file of calls."""
        self._promises.do(work, lambda _done: self.look_for_promises())

    def welcome(self) -> None:
        """The first pages, for somebody who has not seen them."""
        self.first_run = FirstRun(self._theme, self._choices)
        self.first_run.left.connect(self._welcomed)
        self.first_run.fetched.connect(lambda words: self._tell_fetched(words, self._welcoming))
        self.first_run.begin()

    def _tell_fetched(self, words: str, seen: bool) -> None:
        """Where a model is chosen it is said too, for as long as that is `seen`."""
        if not seen:
            self._sidebar.show_notice(words)

    @property
    def _welcoming(self) -> bool:
        return self.first_run is not None and not self.first_run.over

    @Slot(bool)
    def _welcomed(self, practice: bool) -> None:
        if practice:
            self.practise()
        else:
            self._tell_found()

    @Slot()
    def practise(self) -> None:
        """The bundled call, played through the sidebar; after it calls are live again."""
        if self._practice is None or self._sidebar.call.live:
            return
        practice = self._practice
        self._control.start_with(lambda desk: hinted(practice(desk)))

    @Slot()
    def _show_sidebar(self) -> None:
        self._sidebar.show()
        self._sidebar.raise_()

    @Slot()
    def _tell_tray(self) -> None:
        self.tray.show_state(self._sidebar.state)

    @Slot()
    def _close_all(self) -> None:
        self.hotkeys.rest()
        self.tray.hide()
        for window in (self.settings_window, self.first_run, self.review_window):
            if window is not None:
                window.close()
        if self.first_run is not None:
            self.first_run.picker.stop()
        self._promises.end()

    def end(self) -> None:
        """The windows are closed, and the program ends."""
        self._loading.end(LOADING_SECONDS)
