"""What was said as plain tokens: one spelling for "don't", "dont" and "do not", with the way back to the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"([a-z0-9£$€%]+(?:[.,:]\d+)*(?:'[a-z]+)*)")
_STOP = re.compile(r"[.!?;…]|--|\n")
_QUOTES = re.compile('["“”]')

FILLERS = frozenset("um uh er erm uhm umm hmmm".split())

_CONTRACTIONS = {
    "can't": "can not", "cannot": "can not", "cant": "can not", "won't": "will not", "wont": "will not",
    "shan't": "shall not", "ain't": "is not", "let's": "let us", "gonna": "going to", "wanna": "want to",
    "gotta": "got to", "gimme": "give me", "lemme": "let me", "ya": "you", "y'all": "you all",
    "im": "i am", "ive": "i have", "youre": "you are", "youve": "you have", "thats": "that is",
    "whats": "what is", "theres": "there is", "theyre": "they are", "didnt": "did not", "dont": "do not",
    "doesnt": "does not", "isnt": "is not", "wasnt": "was not", "havent": "have not", "hasnt": "has not",
    "couldnt": "could not", "wouldnt": "would not", "shouldnt": "should not", "arent": "are not",
    "youll": "you will", "theyll": "they will", "itll": "it will", "ok": "okay", "kay": "okay",
    "mmhm": "mm hm", "mmhmm": "mm hm", "mhm": "mm hm", "mhmm": "mm hm", "hmm": "hm", "mmm": "mm",
    "uhhuh": "uh-huh", "yep": "yes", "yup": "yes", "yeah": "yes", "yah": "yes", "nope": "no", "nah": "no",
    "thankyou": "thank you", "alright": "all right", "pls": "please", "sec": "second", "secs": "seconds",
}  # fmt: skip
_SUFFIXES = (
    ("n't", "not"), ("'m", "am"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would"),
)  # fmt: skip
_IS_BEFORE_S = frozenset("it that what he she there who where how when this everything nothing here".split())


class Token(NamedTuple):
    """One plain word; `start` and `end` are character positions in the text it stands for."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance as tokens. `items` are their words with `|` or `?` between sentences, `line` the same with a space
    after each; `starts` gives for each token its position in `line`; `breaks` the tokens before which a pause is
    written."""

    text: str
    tokens: tuple[Token, ...]
    items: tuple[str, ...]
    line: str
    starts: tuple[int, ...]
    breaks: frozenset[int]

    def words(self, first: int, last: int) -> str:
        """The text from token `first` to token `last` (inclusive), exactly as it was said."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def quoted(self, token: int) -> bool:
        """Whether an odd number of quotation marks stands before the token."""
        return len(_QUOTES.findall(self.text, 0, self.tokens[token].start)) % 2 == 1


@lru_cache(maxsize=8192)
def plain(word: str) -> tuple[str, ...]:
    """A lower-case word as the words it stands for: "don't" is "do", "not"; a filler is nothing."""
    if word in FILLERS:
        return ()
    if word in _CONTRACTIONS:
        return tuple(_CONTRACTIONS[word].split())
    for suffix, full in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix):
            return (*plain(word[: -len(suffix)]), full)
    if word.endswith("'s"):
        stem = word[:-2]
        return (stem, "is") if stem in _IS_BEFORE_S else (stem,)
    return (word.replace("'", ""),)


@lru_cache(maxsize=512)
def tokenize(text: str) -> Spoken:
    """Splits a text into tokens: lower case, contractions spelled out, fillers and stutters left out."""
    lower = text.lower().replace("’", "'").replace("‘", "'")
    if len(lower) != len(text):  # a few letters change length in lower case; positions must stay true
        lower = "".join(a.lower() if len(a.lower()) == 1 else a for a in text)
    lower = lower.replace("uh-huh", "uhhuh ").replace("uh huh", "uhhuh ")
    tokens: list[Token] = []
    starts: list[int] = []
    breaks: set[int] = set()
    items = ["|"]
    length = 2
    end = 0
    *parts, rest = _WORD.split(lower)
    for between, said in zip(parts[::2], parts[1::2], strict=True):
        start = end + len(between)
        end = start + len(said)
        if between != " " and tokens:
            stop = _STOP.search(between)
            if stop is not None:
                items.append("?" if "?" in between else "|")
                length += 2
            if stop is not None or "," in between:
                breaks.add(len(tokens))
        for word in plain(said):
            if tokens and tokens[-1].word == word and len(tokens) not in breaks:
                tokens[-1] = Token(word, tokens[-1].start, end)
                continue
            tokens.append(Token(word, start, end))
            starts.append(length)
            items.append(word)
            length += len(word) + 1
    items.append("?" if "?" in rest else "|")
    return Spoken(text, tuple(tokens), tuple(items), " ".join(items) + " ", tuple(starts), frozenset(breaks))
