"""The few turns of phrase that the window and the terminal share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assist.events import Because, Channel, Utterance

SPEAKERS: dict[Channel, str] = {"agent": "You", "client": "Caller"}

Translate = Callable[[str], str]
"""Puts a text into the language of whoever reads; a window has one, the terminal speaks as it is written here."""

FindUtterance = Callable[[int], Utterance | None]
"""Gives the utterance with an id, or None while it has not arrived."""

BEFORE_TIME = "\N{NO-BREAK SPACE}·\N{NO-BREAK SPACE}"
"""Between words and when they were said: the time never stands alone in a line."""
BETWEEN_PARTS = "\N{NO-BREAK SPACE}· "
"""Between the parts of a line about something: a new line begins with a word."""
LONGEST_QUOTE = 48
"""Characters: what stands for a reason beside a live call is read in passing."""

_SENTENCE_END = re.compile(r"[.!?;…]+\s+")


def clock(seconds: float) -> str:
    """Call time as minutes and seconds, from an hour on with the hours: 04:12, 1:04:12."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute:02}:{second:02}"


def ago(seconds: float, tr: Translate = str) -> str:
    """A span of time that lies behind, as people say it."""
    if seconds < 60:
        return tr("{count} s ago").format(count=int(seconds))
    return tr("{count} min ago").format(count=int(seconds / 60))


def typeset(words: str) -> str:
    """Words of a plain text file as print has them: “so”, and it’s."""
    return re.sub(r'"([^"]*)"', r"“\1”", words).replace("'", "’")


def in_words(name: str) -> str:
    """The name of a step or a setting where nobody gave it a better one: ask_want is Ask want."""
    return name.replace("_", " ").capitalize()


def quoted(words: str) -> str:
    """The words in quotation marks, unless they bring their own."""
    words = words.strip()
    return words if words.startswith(("“", '"')) else f"“{words}”"


def _in_one_sentence(words: str) -> str:
    """Of words that run over the end of a sentence, the sentence that most of them stand in."""
    return max(_SENTENCE_END.split(words), key=lambda part: len(part.split()))


def _in_passing(words: str) -> str:
    """As many words as are read in passing, and a sign where more were said."""
    if len(words) <= LONGEST_QUOTE:
        return words
    return words[: LONGEST_QUOTE + 1].rsplit(" ", 1)[0][:LONGEST_QUOTE].rstrip(" ,;:.!?…") + "…"


def heard(reason: Because, find: FindUtterance, tr: Translate = str) -> str:
    """One source as people say it: the caller said “third time” · 03:48."""
    utterance = find(reason.utterance)
    words = typeset(_in_passing(_in_one_sentence(reason.words)))
    if utterance is None:
        if words:
            return tr("of {words}").format(words=quoted(words))
        return tr("of utterance {number}").format(number=reason.utterance)
    agent = utterance.channel == "agent"
    if words:
        what = tr("you said {words}") if agent else tr("the caller said {words}")
        what = what.format(words=quoted(words))
    else:
        what = tr("of what you said") if agent else tr("of what the caller said")
    return f"{what}{BEFORE_TIME}{clock(utterance.start)}"


def why(because: Sequence[Because], find: FindUtterance, tr: Translate = str) -> str:
    """The first source as a sentence; empty without a source."""
    return tr("Because {reason}").format(reason=heard(because[0], find, tr)) if because else ""
