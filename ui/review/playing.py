"""Where in a call one is, and its sound: what the keys, the timeline and the words have in common."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from assist.audio.player import Player
from assist.review.archive import ReviewedCall
from assist.review.talk import Span

SPEEDS = (0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
BREATH = 0.4
"""Seconds that are left of a silence that is skipped, at both its ends."""
LONG_SILENCE = 1.5
"""Seconds from which a silence is worth skipping."""
LOOK_MS = 33


class Playing(QObject):
    """`moved` carries the second of the call where one is; `changed`: it plays or not, faster or slower, or cannot."""

    moved = Signal(float)
    changed = Signal()

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._reviewed: ReviewedCall | None = None
        self._position = 0.0
        self._ahead: list[Span] = []
        self.speed = 1.0
        self.skips = False
        self.playing = False
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._follow)

    @property
    def has_sound(self) -> bool:
        return self._reviewed is not None and bool(self._reviewed.sound)

    @property
    def trouble(self) -> str:
        """Why nothing is heard, in one sentence."""
        return self._player.trouble

    @property
    def position(self) -> float:
        return self._position

    @property
    def _end(self) -> float:
        return self._reviewed.call.seconds if self._reviewed else 0.0

    def show_call(self, reviewed: ReviewedCall | None) -> None:
        """Another call, at its beginning."""
        self.pause()
        self._reviewed = reviewed
        self._position = 0.0
        if self.has_sound:
            self._player.prepare()
        self.changed.emit()

    def refresh(self, reviewed: ReviewedCall) -> None:
        """The same call, of which something changed; what is heard goes on."""
        self._reviewed = reviewed

    def close(self) -> None:
        self._look.stop()
        self._player.close()

    # --- going ----------------------------------------------------------------------------------------

    @Slot(float)
    def seek(self, seconds: float) -> None:
        """Goes to a second of the call; what plays goes on from there."""
        self._ahead = []
        self._position = min(max(seconds, 0.0), self._end)
        if self.playing:
            self._start()
        self.moved.emit(self._position)

    def go(self, seconds: float) -> None:
        """Goes on, or back."""
        self.seek(self._position + seconds)

    @Slot()
    def toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        if not self.has_sound:
            return
        if self._position >= self._end - 0.05:
            self._position = 0.0
        self._ahead = []
        self._start()

    def play_spans(self, spans: Sequence[Span]) -> None:
        """Plays these parts of the call, one after the other, and stops; without sound only goes there."""
        if not spans:
            return
        self._ahead = list(spans[1:])
        self._position = spans[0][0]
        if self.has_sound:
            self._start(spans[0][1])
        self.moved.emit(self._position)

    def pause(self) -> None:
        self._ahead = []
        self._player.pause()
        self._stopped()

    def set_speed(self, speed: float) -> None:
        self.speed = speed
        if self.playing:
            self._start()
        self.changed.emit()

    @Slot()
    def faster(self) -> None:
        self.set_speed(next((one for one in SPEEDS if one > self.speed), SPEEDS[-1]))

    @Slot()
    def slower(self) -> None:
        self.set_speed(next((one for one in reversed(SPEEDS) if one < self.speed), SPEEDS[0]))

    @Slot()
    def skip_or_not(self) -> None:
        self.skips = not self.skips
        if self.playing:
            self._start()
        self.changed.emit()

    # --- the player -----------------------------------------------------------------------------------

    def _start(self, until: float | None = None) -> None:
        assert self._reviewed is not None
        skipped = silences(self._reviewed) if self.skips else ()
        self._player.play(self._reviewed.sound, self._position, until, self.speed, skipped)
        self.playing = True
        self._look.start()
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        """Looks where the sound is."""
        self._position = self._player.position
        self.moved.emit(self._position)
        if self._player.playing:
            return
        if self._ahead and not self._player.trouble:
            (self._position, until), *self._ahead = self._ahead
            self._start(until)
        else:
            self._stopped()

    def _stopped(self) -> None:
        self._look.stop()
        self.playing = False
        self.changed.emit()


def silences(reviewed: ReviewedCall) -> tuple[Span, ...]:
    """What is passed over when silence is skipped: wherever nobody speaks, but for a breath."""
    spans = []
    end = 0.0
    for said in reviewed.call.utterances:
        if said.start - end >= LONG_SILENCE:
            spans.append((end + BREATH if end else 0.0, said.start - BREATH))
        end = max(end, said.end)
    return tuple(spans)
