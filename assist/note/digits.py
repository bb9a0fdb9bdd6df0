"""Digits said one by one, as a code or a telephone number is given."""

from __future__ import annotations

from typing import NamedTuple

from assist.note.number_words import CURRENCIES, DIGITS, REPEATS, SCALES, TEENS, TENS

SHORTEST_CODE = 3  # digits said one by one
_JOINTS = frozenset((",", "-", ".", "dash", "hyphen", "slash", "/"))


class Token(NamedTuple):
    text: str
    start: int
    end: int


def code(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """Digits said one by one: "four seven two nine one", "oh seven seven double four"."""
    digits, here, apart = "", at, False  # apart: "seven, seven, oh"
    while here < len(tokens):
        word = tokens[here].text
        joint = here
        while joint < len(tokens) and tokens[joint].text in _JOINTS:
            joint += 1
        begun = len(digits) >= SHORTEST_CODE - 1
        one_by_one = digits and not begun and (digits, tokens[joint - 1].text) != ("0", ",")
        apart = apart or bool(one_by_one and joint > here and _digits_go_on(tokens, joint, 4))
        behind_comma = apart or (len(digits) > SHORTEST_CODE and tokens[joint - 1].text == ",")
        last = behind_comma and _digits_go_on(tokens, joint, 1) and not _is_word(tokens, joint + 1)
        hundreds = _hundreds(tokens, joint) if len(digits) > SHORTEST_CODE else None
        if (
            joint > here
            and (apart if one_by_one else begun)
            and (last or hundreds or _digits_go_on(tokens, joint, 2))
        ):
            here = joint  # "double four, one two three", "seven one, dash, four oh nine"
            continue
        if len(digits) > SHORTEST_CODE and (pair := _pair(tokens, here)) is not None:
            digits, here = digits + pair[0], pair[1]  # "double oh twelve"
            continue
        if hundreds is not None and joint == here:
            digits, here = digits + hundreds, here + 2  # "four nine six, two hundred"
            continue
        if word == "hundred" and digits[:1] == "0" and len(digits) >= SHORTEST_CODE:
            digits, here = f"{digits}00", here + 1  # "oh seven seven hundred"
            continue
        times = REPEATS.get(word, 1)
        after = here + 1 if times > 1 else here
        if after >= len(tokens):
            break
        one = digit(tokens[after].text)
        if one is None:
            break
        digits += one * times
        here = after + 1
    if len(digits) < SHORTEST_CODE:
        return None
    if here < len(tokens) and (tokens[here].text in SCALES or tokens[here].text in CURRENCIES):
        return None
    return digits, here


def _pair(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """Two digits of a code said as one number: "twelve", "twenty one"; None where it counts something."""
    word, after = tokens[at].text, at + 1
    if word in TEENS:
        value = str(TEENS[word])
    elif word in TENS:
        unit = DIGITS.get(tokens[after].text, 0) if after < len(tokens) else 0
        value, after = str(TENS[word] + unit), after + bool(unit)
    else:
        return None
    counted = (
        after < len(tokens)
        and tokens[after].text.isalpha()
        and tokens[after].text not in (*DIGITS, *REPEATS, "oh")
    )
    return None if counted else (value, after)


def _hundreds(tokens: list[Token], at: int) -> str | None:
    """Three digits of a code said as "two hundred"; None where it counts something."""
    words = [token.text for token in tokens[at : at + 3]]
    if len(words) < 2 or words[0] not in DIGITS or words[1] != "hundred":
        return None
    counted = len(words) > 2 and words[2].isalpha() and words[2] not in (*DIGITS, *REPEATS, "oh")
    return None if counted else f"{DIGITS[words[0]]}00"


def _is_word(tokens: list[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text.isalpha()


def _digits_go_on(tokens: list[Token], at: int, times: int) -> bool:
    """At least so many digits follow, "seven, seven, oh" too where all stand apart."""
    apart = at + 1 < len(tokens) and tokens[at + 1].text in _JOINTS
    ahead = [token.text for token in tokens[at : at + 3 * times] if not (apart and token.text in _JOINTS)]
    return len(ahead) >= times and all(digit(word) is not None or word in REPEATS for word in ahead[:times])


def digit(word: str) -> str | None:
    if word in ("oh", "o"):
        return "0"
    if word in DIGITS:
        return str(DIGITS[word])
    return word if len(word) == 1 and word.isdigit() else None
