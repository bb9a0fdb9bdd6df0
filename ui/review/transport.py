"""The row below the timeline: play, where one is, how fast, and whether silence is skipped."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assist.review.archive import ReviewedCall
from assist.wording import clock
from ui.buttons import IconButton, TextButton
from ui.keys import tip
from ui.one_line import OneLine
from ui.paragraph import Paragraph, settle
from ui.review.playing import Playing
from ui.theme import Theme
from ui.words import tr


class Transport(QWidget):
    """Shows what `Playing` does, and has it do so."""

    def __init__(self, theme: Theme, playing: Playing) -> None:
        super().__init__()
        self._theme = theme
        self._playing = playing
        self._length = 0.0
        self.play = IconButton(theme, "review_play", "play")
        self.play.clicked.connect(playing.toggle)
        self.time = Paragraph(theme, theme.tokens.body, weight=QFont.Weight.DemiBold).as_label()
        self.slower = TextButton(theme, "–", "link", "review_slower")
        self.slower.setAccessibleName(tr("Slower"))
        self.slower.clicked.connect(playing.slower)
        self.speed = Paragraph(theme, theme.tokens.body, "muted").as_label()
        self.faster = TextButton(theme, "+", "link", "review_faster")
        self.faster.setAccessibleName(tr("Faster"))
        self.faster.clicked.connect(playing.faster)
        self.skip = TextButton(theme, tr("Skip silence"), "choice")
        self.skip.setCheckable(True)
        self.skip.setToolTip(tip("review_skip"))
        self.skip.clicked.connect(playing.skip_or_not)
        self.word = OneLine(theme)
        self.no_sound = Paragraph(theme, theme.tokens.body, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.play)
        row.addWidget(self.time)
        row.addSpacing(6)
        for part in (self.slower, self.speed, self.faster):
            row.addWidget(part)
        row.addWidget(self.skip)
        row.addWidget(self.word, 1)
        row.addWidget(self.no_sound, 1)
        playing.changed.connect(self._show)
        playing.moved.connect(self.show_time)
        theme.changed.connect(self._show)
        self._show()

    def show_call(self, reviewed: ReviewedCall) -> None:
        """Another call, or the same of which something changed. One without sound has a sentence, and nothing that
        could be pressed in vain."""
        self._length = reviewed.call.seconds
        if reviewed.elsewhere:
            agent = reviewed.call.stored.agent
            words = tr(
                "Sound is never sent to the team: if this call was recorded, its sound is on {agent}’s machine.",
                agent=agent,
            )
        else:
            words = tr("The sound of this call was not kept.")
        self.no_sound.setText(words)
        self._show()

    @Slot(float)
    def show_time(self, seconds: float) -> None:
        words = f"{clock(seconds)} / {clock(self._length)}"
        if words != self.time.text():
            self.time.setText(words)

    @Slot()
    def _show(self) -> None:
        playing = self._playing
        self.play.become("review_play", "pause" if playing.playing else "play")
        sound = playing.has_sound
        for part in (self.play, self.slower, self.speed, self.faster, self.skip, self.word):
            part.setVisible(sound)
        self.no_sound.setVisible(not sound)
        self.skip.setChecked(playing.skips)
        self.speed.setText(f"{playing.speed:g}×")
        self.word.say(playing.trouble)
        self.show_time(playing.position)
        settle(self)
