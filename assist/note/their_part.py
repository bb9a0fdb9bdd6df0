"""What the agent leaves to the client to do: "bring the other one in the box", "if it comes back you ring us"."""

from __future__ import annotations

import re

from assist.note.promises import DAY_FIRST
from assist.note.words import decapitalised, one_of

_I = re.IGNORECASE

_DEEDS = one_of(
    """send, resend, email, e-mail, text, message, whatsapp, mail, post, forward, upload, pop, drop, bring, carry,
    return, fetch, collect, pick, pay, sign, fill, complete, scan, photograph, print, write, ring, call, phone, dial,
    reply, answer, ask, tell, give, show, take, keep, hold, leave, put, get, have, come, go, buy, check, press, tap,
    click, download, install, plug, unplug, switch, turn, open, close, shut, lock, move, park, clear, use, try, shout,
    stay, wait, stop, book, order, cancel, log, register, apply, enter, note, hang, let, make, read, measure, wash,
    eat, drink, rest, remember, chuck, throw, recycle, start, finish, sort, do"""
)
# what is only said to go on talking
_TALK = re.compile(
    r"(?:hold|hang) (?:on|the line)|bear|let (?:me|us|it|him|her|them|the|that)\b(?! know)|give me (?:a|one|two)\b"
    r"|go (?:on|ahead)|come (?:on|off it)|take (?:care|your time|a (?:breath|seat|minute))|have (?:a|an) "
    r"|(?:try|do) (?:not|your|my|me)\b(?! to)|leave (?:it|that|this) (?:with (?:me|us)|there)"
    r"|put (?:it|that) (?:this|like)"
    r"|give (?:\S+ ){1,3}(?:an? )?(?:squeeze|hug|kiss|scratch|pat|cuddle|wave|love|regards|best)\b"
    r"|tell (?:\S+ ){1,3}(?:I|we|hello|hi|happy|sorry|from me)\b|go (?:and )?(?:hug|get some (?:sleep|rest))"
    r"|tell me|call (?:me|it) (?:a|an|it|(?-i:[A-Z]))|stop (?:there|it|right)|wait\b(?! (?:for|till|until|in|at))"
    r"|make (?:it|that)\b|get well|keep (?:talking|going)|ask away|hang about",
    _I,
)
_OPENS = (
    r"(?:(?:and|so|but|then|okay|ok|right|yes|yeah|aye|no|oh|perfect|lovely|great|grand|good|fine|please|kindly|just"
    r"|also|only|now|or|do|always|meanwhile|till then|until then|in the meantime|otherwise|if not|that's it|done)\b"
    r"[,:.]? )*"
)
# "if it isn't there at noon, …", also in one breath
_ONCE = r"(?P<once>(?:if|when|once|as soon as|whenever|until|till|before|after) (?:\S+ ){1,14}?)?"
_YOU = (
    r"(?P<you>you(?:'ll| will|'d| would|'ve| have|'re| are)?(?: (?:just|please|then|only|still|both|also|can just"
    r"|need|want|got|have|going|supposed|best|better|to))* )?"
)
_THEIR_PART = re.compile(
    rf"{_OPENS}{_ONCE}(?:please |just |then )*{_YOU}(?:please |just |then )*"
    rf"(?P<what>(?:(?:don't|do not|never) [a-z]+|{_DEEDS})\b(?:[ ,].+|$))",
    _I,
)
# of what is done for them, and not by them: "send you the letter", "get it over to you"
_FOR_THEM = re.compile(r"(?:\S+ (?:it |that |them |this |back |over |out )?(?:to )?you\b(?!'))", _I)

# "you'll have it by Friday", "you get the hours": nothing that they do
_COMES_TO_THEM = re.compile(r"(?!.*?\bto (?:get|have)\b)you\S*(?: will| have)? (?:\w+ )??(?:get|have)\b", _I)


def their_part(clause: str) -> str | None:
    """What a clause of the agent's tells the client to do, with what it waits for; None where it tells them nothing."""
    said = clause.strip(" .,")
    if (first := _DAY_AND_YOU.match(said)) is not None:
        said = f"you {first['what']} {decapitalised(first['day'])}{first['rest'] or ''}"
    match = _THEIR_PART.match(said)
    if match is None or _TALK.match(match["what"]):
        return None
    if _IF_YOU.match(match["once"] or "") and _WE_DO.search(said):
        return None  # "if you email it I'll put it in": ours, once they have
    if match["you"] and _COMES_TO_THEM.match(f"{match['you']}{match['what']}"):
        return None
    if not match["you"] and _FOR_THEM.match(match["what"]):
        return None
    if match["once"] and not (
        match["you"] or match["once"].rstrip().endswith(",") or _US.search(match["what"])
    ):
        return None
    return f"{match['once'] or ''}{match['what']}"


def sets_them_a_day(clause: str) -> bool:
    """ "Tomorrow at nine you come back in": an appointment that is theirs to keep."""
    return bool(_DAY_AND_YOU.match(clause.strip(" .,")))


# "tomorrow at nine you come back in and we look at it"
_DAY_AND_YOU = re.compile(
    rf"{_OPENS}{DAY_FIRST.pattern}you(?: just| both)? (?P<what>(?!get\b|have\b|let\b|make\b){_DEEDS}\b[^,]*?)"
    r"(?P<rest>(?:,| and ).*)?$",
    _I,
)
_IF_YOU = re.compile(r"(?:if|once|when|as soon as) you\b", _I)
_WE_DO = re.compile(r"\b(?:I|we)(?:'ll| will| can)\b", _I)
_US = re.compile(r"^(?:please |just )?(?:\S+ ){1,3}?(?:me|us|(?:this|the|that|my) number|back|in|for)\b", _I)
