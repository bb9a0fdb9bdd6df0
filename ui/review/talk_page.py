"""Who spoke how much, in figures and one bar; each figure leads to its place in the call."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from assist.coach.floor import DEAD_AIR
from assist.review.archive import ReviewedCall
from assist.review.talk import Span
from assist.wording import clock
from ui.review.cited import Cited, CitedPage, Padded
from ui.theme import Theme
from ui.words import tr

_OTHER_PACE = 0.15
"""A pace that differs by so much from the agent's own is worth a word."""


class TalkBar(QWidget):
    """The agent's part of the talk and the caller's, side by side."""

    def __init__(self, theme: Theme, share: float) -> None:
        super().__init__()
        self._theme, self._share = theme, share
        self.setAccessibleName(tr("Agent {share} % of the talk", share=round(share * 100)))

    def sizeHint(self) -> QSize:
        return QSize(100, self._theme.px(12))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self._theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        agent = QRectF(0, 0, whole.width() * self._share - 1, whole.height())
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(agent, 4, 4)
        painter.setBrush(self._theme.colour("edge"))
        painter.drawRoundedRect(whole.adjusted(agent.width() + 2, 0, 0, 0), 4, 4)


class TalkPage(CitedPage):
    """`sought` carries a second of the call."""

    sought = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Talk"))

    def show_call(self, reviewed: ReviewedCall, usual_pace: float | None = None) -> None:
        self.empty()
        figures = reviewed.talk
        if figures.share is None:
            self.add_words(tr("Nobody said anything."))
            return
        self.add_heading(tr("TALK AND LISTEN"))
        self.add(Padded(TalkBar(self._theme, figures.share), 4))
        agent, client = round(figures.share * 100), 100 - round(figures.share * 100)
        words = tr("Agent {agent} %, caller {client} %", agent=agent, client=client)
        lengths = tr("{agent} and {client}", agent=clock(figures.agent), client=clock(figures.client))
        self.add(Cited(self._theme, words, lengths))
        if figures.longest_turn is not None:
            start, end = figures.longest_turn
            self._place(
                tr("Longest the agent went on: {count} s", count=round(end - start)), "", figures.longest_turn
            )
        self.add_heading(tr("PACE"))
        self._add_pace(figures.pace, usual_pace)
        self.add_heading(tr("INTERRUPTIONS"))
        if not figures.interruptions:
            self.add_words(tr("The agent took the floor from nobody."))
        for moment in figures.interruptions:
            said = reviewed.call.utterance(moment.utterance)
            self.add(
                Cited(
                    self._theme, tr("The agent took the floor"), f"“{said.text}”" if said else "",
                    (moment.utterance,), "warning", "warning", clock(said.start if said else moment.at),
                )
            )  # fmt: skip
        self.add_heading(tr("OVERLAPS AND SILENCES"))
        both = sum(end - start for start, end in figures.overlaps)
        count = len(figures.overlaps)
        if not count:
            self.add_words(tr("They never spoke at once."))
        else:
            words = tr("Both spoke at once {count} times", count=count)
            self.add(Cited(self._theme, words, tr("{count} s in all", count=round(both))))
        left = [one for one in figures.silences if one not in figures.dead_air]
        for silence in figures.dead_air:
            self._place(
                tr("Dead air: {count} s", count=round(silence[1] - silence[0])),
                tr("more than {count} s without a word said about it", count=round(DEAD_AIR)),
                silence,
                warn=True,
            )
        longest = sorted(left, key=lambda one: one[0] - one[1])[:3]
        for silence in sorted(longest):
            self._place(tr("Silence: {count} s", count=round(silence[1] - silence[0])), "", silence)
        if not figures.silences:
            self.add_words(tr("No silence of note."))

    def _add_pace(self, pace: float | None, usual: float | None) -> None:
        if pace is None:
            self.add_words(tr("The agent said too little to tell."))
            return
        words = tr("{count} words a minute", count=round(pace))
        if usual is None:
            self.add(Cited(self._theme, words, tr("their usual pace is not known yet")))
            return
        off = pace / usual - 1
        beside = tr("usually {count}", count=round(usual))
        if abs(off) >= _OTHER_PACE:
            beside = tr("{beside}: {share} % {way}", beside=beside, share=round(abs(off) * 100),
                        way=tr("faster") if off > 0 else tr("slower"))  # fmt: skip
        self.add(Cited(self._theme, words, beside, colour="warning" if off >= _OTHER_PACE else "ink"))

    def _place(self, words: str, beside: str, span: Span, warn: bool = False) -> None:
        """A figure that leads to a time of the call."""
        line = Cited(self._theme, words, beside, (0,), "warning" if warn else "", "warning" if warn else "ink",
                     clock(span[0]))  # fmt: skip
        line.setToolTip(tr("Go there (Enter)"))
        self.add(line)
        line.chosen.disconnect()
        line.chosen.connect(lambda _utterances: self.sought.emit(span[0]))
