"""The client's own words, turned so that the agent can say them back: "I've called three times" becomes
"you've called three times"."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^.!?;…\n]+[.!?;…]*")
_CLAUSE = re.compile(r"[^,.!?;…\n]+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_LEAD = re.compile(
    r"^(?:(?:and|but|so|well|because|look|listen|honestly|seriously|okay|ok|yes|yeah|no|right|oh|um|uh|hi|hello|"
    r"then|now|also|even|still|actually|literally|like|plus|anyway|i mean|you know|i said|please|just)\b[\s,]*)+",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:i|we|they|he|she|it)(?:'(?:m|ve|re|d|s))?\b|^(?:my|our|his|her|their|the|a|an|nobody|no one|no-one|someone|"
    r"somebody|this is|there (?:is|are|was|were|has|have)|there's|this was)\b",
    re.IGNORECASE,
)
"""How a clause begins that can stand alone."""
_HAPPENED = re.compile(
    r"\b(?:have|has|had|haven't|hasn't|hadn't|was|were|wasn't|weren't|did|didn't|\w+'ve|\w+'s (?:been|got|not|"
    r"never|just|taken|gone|had)|[a-z]{2,}ed|came|got|took|told|went|sent|paid|rang|gave|broke|lost|kept|said|made|left|sat|stood|"
    r"fell|bought|thought|found|spent|wrote|spoke|hung|drove|cost|put|set|cut|let|saw|heard|felt|slept|held|read)\b|"
    r"^(?:there|this) (?:is|are)\b|^there's\b",
    re.IGNORECASE,
)
"""A word that says something happened, or how things are: complaints tell that."""
_CONCERNS_THEM = re.compile(r"\b(?:i|we|my|our|me|us|he|she|nobody|no one|no-one)\b", re.IGNORECASE)
_OPEN = (
    "a|an|the|my|our|your|his|their|and|but|or|so|because|to|of|with|for|from|if|when|than|i|we|they|which"
)
_BREAKS_OFF = re.compile(rf"\b(?:{_OPEN})(?:,|…|\.\.+|-|–)?$", re.IGNORECASE)
_HANGING = re.compile(
    rf"\b(?:{_OPEN}|that|her|in|on|at|by|is|are|was|were|have|has|had|he|she|it|like|just|who)$",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\b(\w+(?: \w+)?),? \1\b", re.IGNORECASE)
_BEGUN_ANEW = re.compile(r"\b(\w+)(?:'\w+)?(?: \w+){0,2}, \1\b", re.IGNORECASE)
"""They started the sentence twice: "it's just the, it's the not hearing anything"."""
_CALLED_BY_NAME = re.compile(r",\s*(?:[A-Z][a-z]+|honestly|really|mate|love|dear|sir|madam|ma'am)$")
_TURNED = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "my": "your", "me": "you",
    "mine": "yours", "myself": "yourself", "we": "you", "we're": "you're", "we've": "you've", "we'd": "you'd",
    "we'll": "you'll", "our": "your", "ours": "yours", "us": "you", "ourselves": "yourselves",
}  # fmt: skip
_AFTER_I = {"am": "are", "was": "were", "wasn't": "weren't"}
_NOT_BACK = re.compile(
    r"\b(you|your|you're|you've|you'll|yours|fuck\w*|shit\w*|damn\w*|hell|crap|bloody|bullshit|bitch\w*|ass|"
    r"asshole\w*|idiot\w*|stupid|moron\w*|liar\w*|scum|joke|useless|pathetic|kidding|ridiculous|sue|lawyer|disgrac\w*|"
    r"\w*acceptable|terrible|awful|horrible|worst|furious|angry|livid|hate|absurd|shocking|outrag\w*|disgust\w*|"
    r"thanks?|thank|sorry|wow|guess|suppose|mean|think|want|wanted|need|needed|would|could|should|can|can't|will|won't|"
    r"might|if|says|goes|calm|fault|delighted|brilliant|fantastic|great|lovely)\b",
    re.IGNORECASE,
)
_QUOTE = re.compile('["“”<>:/]')
_LEAST, _MOST = 4, 16


def said_back(text: str, words: str) -> str | None:
    """The clause of `text` around `words` as the agent would say it to the client; None where that would not come
    out well. It must be a whole clause that tells what happened to them: with a subject at its head, neither too
    short nor too long nor broken off; no question, wish or condition, no words to the agent, insults or bare
    judgements."""
    at = text.find(words)
    if at < 0:
        return None
    for pattern in (_SENTENCE, _CLAUSE):
        for found in pattern.finditer(text):
            if found.start() <= at and at + len(words) <= found.end() and (turned := _turn(found.group())):
                return turned
    return None


def breaks_off(text: str) -> bool:
    """Whether the last word leaves a sentence open: more is to come."""
    return any(map(_BREAKS_OFF.search, text.split()[-1:]))


def _turn(part: str) -> str | None:
    part = part.strip()
    if part.endswith("?") or _QUOTE.search(part):
        return None
    part = _LEAD.sub("", part.rstrip(" .!?;…,").replace("’", "'"))
    part = _AGAIN.sub(r"\1", _CALLED_BY_NAME.sub("", part))
    if not all(found.search(part) for found in (_SUBJECT, _HAPPENED, _CONCERNS_THEM)):
        return None
    if _HANGING.search(part) or _BEGUN_ANEW.search(part):
        return None
    if not _LEAST <= len(part.split()) <= _MOST or _NOT_BACK.search(part):
        return None
    before = ""

    def turn(found: re.Match[str]) -> str:
        nonlocal before
        word = found.group().lower()
        said = _TURNED.get(word) or (_AFTER_I.get(word) if before == "i" else None) or found.group()
        before = word
        return said

    turned = _WORD.sub(turn, part)
    return turned[0].lower() + turned[1:]
