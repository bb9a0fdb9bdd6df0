"""The client's own words, turned so that the agent can say them back: "I've called three times" becomes
"you've called three times"."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^.!?;…\n]+[.!?;…]*")
_CLAUSE = re.compile(r"[^,]+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_LEAD = re.compile(
    r"^(?:(?:and|but|so|well|because|look|listen|honestly|seriously|okay|ok|yes|yeah|no|right|oh|um|uh|hi|hello|"
    r"i mean|you know|i said|please|just)\b[\s,]*)+",
    re.IGNORECASE,
)
_TURNED = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "my": "your", "me": "you",
    "mine": "yours", "myself": "yourself", "we": "you", "we're": "you're", "we've": "you've", "we'd": "you'd",
    "we'll": "you'll", "our": "your", "ours": "yours", "us": "you", "ourselves": "yourselves",
}  # fmt: skip
_AFTER_I = {"am": "are", "was": "were", "wasn't": "weren't"}
_NOT_BACK = re.compile(
    r"\b(you|your|you're|you've|you'll|yours|fuck\w*|shit\w*|damn\w*|hell|crap|bloody|bullshit|bitch\w*|ass|"
    r"asshole\w*|idiot\w*|stupid|moron\w*|liar\w*|scum|joke|useless|pathetic|kidding|ridiculous|sue|lawyer|disgrac\w*|"
    r"\w*acceptable|terrible|awful|horrible|worst|furious|angry|livid|hate|absurd|shocking|outrag\w*|disgust\w*)\b",
    re.IGNORECASE,
)
_QUOTE = re.compile('["“”<>:/]')
_LEAST, _MOST = 4, 16


def said_back(text: str, words: str) -> str | None:
    """The part of `text` around `words` as the agent would say it to the client; None where that would not come
    out well: too short or long, a question, words to the agent, insults, bare judgements."""
    at = text.find(words)
    if at < 0:
        return None
    for pattern in (_SENTENCE, _CLAUSE):
        for found in pattern.finditer(text):
            if found.start() <= at and at + len(words) <= found.end() and (turned := _turn(found.group())):
                return turned
    return None


def _turn(part: str) -> str | None:
    part = part.strip()
    if part.endswith("?") or _QUOTE.search(part):
        return None
    part = _LEAD.sub("", part.rstrip(" .!?;…,"))
    if not _LEAST <= len(part.split()) <= _MOST or _NOT_BACK.search(part.replace("’", "'")):
        return None
    before = ""

    def turn(found: re.Match[str]) -> str:
        nonlocal before
        word = found.group().lower().replace("’", "'")
        said = _TURNED.get(word) or (_AFTER_I.get(word) if before == "i" else None) or found.group()
        before = word
        return said

    turned = _WORD.sub(turn, part)
    return turned[0].lower() + turned[1:]
