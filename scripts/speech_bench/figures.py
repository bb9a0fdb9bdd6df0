"""What the issue's table asks for, out of what became known when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

import jiwer
import numpy as np

from assist.events import CHANNELS, Channel, Event, Partial, Utterance, Word
from speech_bench.baseline import Captions
from speech_bench.calls import Call, SpokenWord

_LATE = 0.3
"""Seconds by which an engine may set a word later than it was said."""


@dataclass
class HeardWord:
    """A word of the final text, and when it was first shown to stay, and first stable."""

    text: str
    middle: float
    """Of its own sound, as the engine says; all times are seconds of the call."""
    shown_at: float
    stable_at: float


@dataclass
class Heard:
    """One channel as the person at the desk saw it."""

    words: list[HeardWord] = field(default_factory=list)
    taken_back: int = 0
    """Shown words that a later display no longer had."""
    ends: list[tuple[float, float]] = field(default_factory=list)
    """Of each final text: the end of its sound, and when it was there."""


def heard_by_listener(events: Iterable[tuple[float, Event]], channel: Channel) -> Heard:
    heard = Heard()
    displays: list[tuple[float, Partial]] = []
    for at, event in events:
        if isinstance(event, Partial) and event.channel == channel:
            if displays and displays[-1][1].start != event.start:
                displays = []
            displays.append((at, event))
        elif isinstance(event, Utterance) and event.channel == channel:
            mine = [(when, shown) for when, shown in displays if shown.start == event.start]
            final = event.text.split()
            heard.words += _timed(event.words, at, mine)
            texts = [*(shown.text.split() for _, shown in mine), final]
            heard.taken_back += sum(_lost(before, after) for before, after in pairwise(texts))
            heard.ends.append((event.end, at))
    return heard


def _timed(said: Sequence[Word], at: float, displays: list[tuple[float, Partial]]) -> list[HeardWord]:
    final = [word.text for word in said]
    words = [HeardWord(word.text, (word.start + word.end) / 2, at, at) for word in said]
    shown_since, stable_since = set(range(len(final))), set(range(len(final)))
    for when, display in reversed(displays):
        text = display.text.split()
        shown_since &= _matched(final, text)
        stable_since &= _matched(final, text[: len(display.text[: display.stable].split())])
        for index in shown_since:
            words[index].shown_at = when
        for index in stable_since:
            words[index].stable_at = when
    return words


def heard_by_captions(captions: Captions, ends: Sequence[float]) -> Heard:
    """`ends`: where the channel's utterances ended; each is final once its last word was agreed on."""
    heard = Heard(
        [
            HeardWord(text, middle, at, at)
            for text, middle, at in zip(captions.words, captions.middles, captions.agreed_at, strict=True)
        ]
    )
    still = set(range(len(captions.words)))
    for display in reversed(captions.displays):
        window = captions.words[display.agreed : display.agreed + len(display.tail) + 10]
        shown = {display.agreed + index for index in _matched(window, display.tail)}
        still &= shown | set(range(display.agreed))
        for index in still:
            if index >= display.agreed:
                heard.words[index].shown_at = display.at
    for before, after in zip(captions.displays, captions.displays[1:], strict=False):
        heard.taken_back += _lost(before.tail, [*captions.words[before.agreed : after.agreed], *after.tail])
    return heard


def _matched(final: list[str], shown: list[str]) -> set[int]:
    """The places of the final words that a display has."""
    return {
        block.a + offset
        for block in SequenceMatcher(
            None, _plains(final), _plains(shown), autojunk=False
        ).get_matching_blocks()
        for offset in range(block.size)
    }


def _lost(before: list[str], after: list[str]) -> int:
    return len(before) - len(_matched(before, after))


@dataclass
class Right:
    """A word that was heard right, beside the one that was spoken."""

    spoken: SpokenWord
    heard: HeardWord


def heard_right(call: Call, heard: dict[Channel, Heard]) -> list[Right]:
    pairs = []
    for channel in CHANNELS:
        spoken = [word for word in call.words(channel) if plain(word.text)]
        words = [word for word in heard[channel].words if plain(word.text)]
        for chunk in _aligned([word.text for word in spoken], [word.text for word in words]):
            if chunk.type == "equal":
                pairs += [
                    Right(spoken[chunk.ref_start_idx + i], words[chunk.hyp_start_idx + i])
                    for i in range(chunk.ref_end_idx - chunk.ref_start_idx)
                ]
    return pairs


def error_rate(call: Call, texts: dict[Channel, Sequence[str]]) -> float:
    """Word error rate in per cent over both channels."""
    wrong = total = 0
    for channel in CHANNELS:
        spoken = [word for word in _plains(word.text for word in call.words(channel)) if word]
        found = [word for word in _plains(texts[channel]) if word]
        if spoken:
            measure = jiwer.process_words(" ".join(spoken), " ".join(found))
            wrong += measure.substitutions + measure.deletions + measure.insertions
            total += len(spoken)
    return 100 * wrong / max(1, total)


def lost_ends(call: Call, heard: dict[Channel, Heard]) -> tuple[int, int]:
    """Turns of whose last two words nothing was heard, and all turns of two words or more.

    Nothing: neither stands beside a word of the text, and no word of the text stands at their time. What was
    misheard is the error rate's: of "queue of people", heard as "pupils", nothing was lost.
    """
    lost = turns = 0
    for channel in CHANNELS:
        gone: set[int] = set()
        spoken = [word.text for word in call.words(channel)]
        words = heard[channel].words
        for chunk in _aligned(spoken, [word.text for word in words]):
            if chunk.type == "delete":
                gone.update(range(chunk.ref_start_idx, chunk.ref_end_idx))
        end = 0
        for turn in call.turns[channel]:
            end += len(turn)
            if len(turn) >= 2:
                turns += 1
                start, until = turn[-2].start, turn[-1].end + _LATE
                lost += {end - 2, end - 1} <= gone and not any(start < w.middle < until for w in words)
    return lost, turns


def _aligned(spoken: Sequence[str], found: Sequence[str]) -> list[jiwer.AlignmentChunk]:
    """Aligned word by word; a word without letters stands for itself, so that places stay."""
    if not spoken:
        return []
    one, other = ([word or "x" for word in _plains(words)] for words in (spoken, found))
    return list(jiwer.process_words(" ".join(one), " ".join(other)).alignments[0])


def quantiles(values: Sequence[float]) -> dict[str, float]:
    if not len(values):
        return {"words": 0}
    return {
        "p50": round(float(np.quantile(values, 0.5)), 2),
        "p95": round(float(np.quantile(values, 0.95)), 2),
        "worst": round(float(max(values)), 2),
        "count": len(values),
    }


def plain(word: str) -> str:
    return re.sub(r"[^a-z0-9']", "", word.lower().replace("’", "'"))


def _plains(words: Iterable[str]) -> list[str]:
    return [plain(word) for word in words]
