"""The transcript of a kept call: what was said, and below each turn what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from assist.calls.store.remarks import Remark
from assist.calls.store.words import Term, found_in
from assist.review.archive import ReviewedCall
from assist.review.said import is_unwanted, said_short
from assist.review.speakers import SPEAKERS
from assist.wording import typeset
from ui.icon import draw_icon
from ui.paragraph import lay_out
from ui.theme import Theme
from ui.transcript_list import Row, TranscriptList
from ui.transcript_view import TranscriptView
from ui.turn_delegate import PADDING_X, TurnDelegate
from ui.words import tr

AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One line below a turn."""

    icon: str
    words: str
    colour: str = "muted"


@dataclass(frozen=True)
class Beside:
    """What is told of one utterance: the kinds of things it says, with whether they make things worse; and lines."""

    kinds: tuple[tuple[str, bool], ...] = ()
    lines: tuple[Line, ...] = field(default=())


NOTHING = Beside()


def beside(reviewed: ReviewedCall, remarks: Sequence[Remark]) -> dict[int, Beside]:
    """What is told of each utterance of a call."""
    call = reviewed.call
    lines: dict[int, list[Line]] = {one.id: [] for one in call.utterances}
    for id, was in call.heard.items():
        now = call.utterance(id)
        if now is not None and now.text != was.text:
            lines[id].append(Line("pencil", tr("was heard as: {text}", text=was.text)))
        elif now is not None and now.channel != was.channel:
            lines[id].append(Line("pencil", tr("was taken for: {who}", who=tr(SPEAKERS[was.channel]))))
    for card in call.cards:
        became = tr("kept") if card.kept else tr("not followed")
        _add(lines, card.prompt.because, Line("card", f"{typeset(card.prompt.headline)} · {became}"))
    warned = {warning.because[0].utterance for warning in call.warnings if warning.because}
    for warning in call.warnings:
        _add(lines, warning.because, Line("warning", typeset(warning.headline), "warning"))
    for remark in remarks:
        if remark.utterance in lines and remark.kind == "comment":
            lines[remark.utterance].append(Line("comment", f"{remark.author}: {remark.text}", "accent"))
        elif remark.utterance in lines and remark.kind == "good_example":
            words = tr("good example ({who})", who=remark.author)
            lines[remark.utterance].append(Line("star", words, "accent"))
    return {
        one.id: Beside(
            _kinds([moment.moment for moment in call.moments_of(one.id)], one.id in warned),
            tuple(lines[one.id]),
        )
        for one in call.utterances
    }


def _kinds(moments: Sequence[str], warned: bool) -> tuple[tuple[str, bool], ...]:
    """In words, with whether they make things worse; what a warning stands there for is not said again."""
    unwanted = [moment for moment in moments if is_unwanted(moment)]
    said = unwanted if warned and len(unwanted) == 1 else []
    return tuple((said_short(moment, tr), moment in unwanted) for moment in moments if moment not in said)


def _add(lines: dict[int, list[Line]], because: Sequence[object], line: Line) -> None:
    utterance = getattr(because[0], "utterance", None) if because else None
    if utterance in lines:
        lines[utterance].append(line)


class ReviewedTurns(TurnDelegate):
    """A turn with what is told of it; the words that are heard now, those that were found, those that are a source."""

    def __init__(self, theme: Theme, rows: TranscriptList) -> None:
        self.beside: Mapping[int, Beside] = {}
        self.terms: tuple[Term, ...] = ()
        self.lit: frozenset[int] = frozenset()
        self.playing: tuple[int, int] | None = None
        """The utterance that is heard now, and the place of its word."""
        super().__init__(theme, rows)

    def dress(self) -> None:
        super().dress()
        self._small_line = self._theme.line_height(self._theme.tokens.small)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row: Row = index.data(TranscriptList.ROW_ROLE)
        own = super().sizeHint(option, index)
        if row.gap is not None:
            return own
        bubble = self._bubble_height(row)
        top = self._top(self._rows.speaker_changes_at(index.row()), index.row())
        below = top + bubble + self._below(row)
        return QSize(own.width(), max(own.height(), below))

    def _told(self, row: Row) -> Beside:
        return self.beside.get(row.id or 0, NOTHING)

    def _below(self, row: Row) -> int:
        """The height of what stands below the bubble."""
        told = self._told(row)
        height = self._small_line + 2 if told.kinds else 0
        for line in told.lines:
            height += lay_out(line.words, self._time, self._line_width(), self._small_line)[1] + 2
        return height

    def _line_width(self) -> float:
        bubble = self._bubble(QRectF(0, 0, self._width, 0), 0, 0)
        return max(bubble.width() - PADDING_X * 2 - self._theme.px(17), 40)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        super().paint(painter, option, index)
        row: Row = index.data(TranscriptList.ROW_ROLE)
        if row.gap is not None:
            return
        rect: QRectF = QRectF(option.rect)
        top = rect.top() + self._top(self._rows.speaker_changes_at(index.row()), index.row())
        bubble = self._bubble(rect, top, self._bubble_height(row))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heard = self.playing is not None and self.playing[0] == row.id
        if heard or row.id in self.lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            bar = QRectF(bubble.left() - 5, bubble.top() + 3, 3, bubble.height() - 6)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        self._paint_below(painter, row, bubble)
        painter.restore()

    def _paint_below(self, painter: QPainter, row: Row, bubble: QRectF) -> None:
        theme, told = self._theme, self._told(row)
        painter.setFont(self._time)
        left, y = bubble.left() + PADDING_X, bubble.bottom() + 2
        if told.kinds:
            x = left
            metrics = painter.fontMetrics()
            for place, (words, unwanted) in enumerate(told.kinds):
                shown = words if place == 0 else f"· {words}"
                painter.setPen(theme.colour("warning" if unwanted else "muted"))
                room = QRectF(x, y, max(bubble.right() - x - PADDING_X, 0), self._small_line)
                fits = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, int(room.width()))
                painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), fits)
                x += metrics.horizontalAdvance(f"{shown} ")
            y += self._small_line + 2
        side = theme.px(12)
        for line in told.lines:
            colour = theme.colour(line.colour)
            draw_icon(painter, line.icon, QRectF(left, y + (self._small_line - side) / 2, side, side), colour)
            painter.setPen(theme.colour("ink" if line.colour == "accent" else line.colour))
            layout, height = lay_out(line.words, self._time, self._line_width(), self._small_line)
            layout.draw(painter, QPointF(left + theme.px(17), y))
            y += height + 2

    def _formats(self, row: Row) -> list[QTextLayout.FormatRange]:
        formats = super()._formats(row)
        found = found_in(row.text, self.terms) if self.terms else []
        formats += [self._ground(row.text, start, end, "line") for start, end in found]
        if self.playing is not None and self.playing[0] == row.id:
            span = _word(row.text, self.playing[1])
            if span is not None:
                formats.append(self._ground(row.text, *span, "accent", "on_accent"))
        return formats

    def _ground(
        self, text: str, start: int, end: int, ground: str, ink: str = "ink"
    ) -> QTextLayout.FormatRange:
        """A part of a text on another ground."""
        part = QTextLayout.FormatRange()
        part.start = len(text[:start].encode("utf-16-le")) // 2
        part.length = len(text[start:end].encode("utf-16-le")) // 2
        part.format = QTextCharFormat()
        part.format.setBackground(QColor(self._theme.colour(ground)))
        part.format.setForeground(QColor(self._theme.colour(ink)))
        return part


def _word(text: str, place: int) -> tuple[int, int] | None:
    """Where the word with this number stands in a text."""
    at = 0
    for number, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        if number == place:
            return start, at
    return None


class ReviewedTranscript(TranscriptView):
    """The transcript of a kept call. It begins at the beginning."""

    def __init__(self, theme: Theme, rows: TranscriptList) -> None:
        self.turns = ReviewedTurns(theme, rows)
        super().__init__(theme, rows, self.turns, follows=False)
        self._shown_playing: tuple[int, int] | None = None

    def look_for(self, terms: tuple[Term, ...]) -> None:
        """Marks the words that were looked for."""
        self.turns.terms = terms
        self.viewport().update()

    def light(self, utterances: Sequence[int]) -> None:
        """Marks utterances as the sources of something, and brings the first into sight."""
        self.turns.lit = frozenset(utterances)
        self.viewport().update()
        if utterances:
            self.show_utterance(utterances[0])

    def show_playing(self, playing: tuple[int, int] | None, bring: bool = True) -> None:
        """Marks the word that is heard now; `bring`: its turn comes into sight."""
        if playing == self._shown_playing:
            return
        before, self._shown_playing = self._shown_playing, playing
        self.turns.playing = playing
        for one in {pair[0] for pair in (before, playing) if pair is not None}:
            self.viewport().update(self.visualRect(self._rows.index_of(one)))
        if bring and playing is not None and (before is None or before[0] != playing[0]):
            index = self._rows.index_of(playing[0])
            if not self.viewport().rect().contains(self.visualRect(index)):
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
