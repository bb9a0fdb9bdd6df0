"""Numbers, dates, times and money as people say them, in words. Every function takes a `random.Random`."""

from __future__ import annotations

from random import Random

DIGITS = "zero one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINALS += [f"twenty {ordinal}" for ordinal in ORDINALS[:9]] + ["thirtieth", "thirty first"]
LETTERS = list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def count(r: Random) -> str:
    """A number from two to ninety-nine."""
    kind = r.random()
    if kind < 0.45:
        return r.choice(DIGITS[2:])
    if kind < 0.65:
        return r.choice(TEENS)
    tens = r.choice(TENS)
    return tens if r.random() < 0.4 else f"{tens} {r.choice(DIGITS[1:])}"


def hundreds(r: Random) -> str:
    words = r.choice([*DIGITS[1:], "a"]) + " hundred"
    if r.random() < 0.35:
        return words
    return words + r.choice([" and ", " and ", " "]) + count(r)


def number(r: Random) -> str:
    kind = r.random()
    if kind < 0.55:
        return count(r)
    if kind < 0.85:
        return hundreds(r)
    words = r.choice([count(r), "a"]) + " thousand"
    return words if r.random() < 0.4 else f"{words} {hundreds(r)}"


def money(r: Random) -> str:
    unit = r.choice(["dollars", "dollars", "pounds", "euros"])
    kind = r.random()
    if kind < 0.6:
        return f"{number(r)} {unit}"
    if kind < 0.85:
        return f"{count(r)} {unit} and {count(r)} {'pence' if unit == 'pounds' else 'cents'}"
    return f"{count(r)} {count(r)}"


def digits(r: Random) -> str:
    """An order number read digit by digit, now and then with letters, "oh" and "double"."""
    said: list[str] = []
    if r.random() < 0.25:
        said += [r.choice(LETTERS) for _ in range(r.randint(1, 3))]
    zero = r.choice(["zero", "oh"])
    for _ in range(r.randint(3, 8)):
        digit = r.choice([zero, *DIGITS[1:]])
        said.append(f"double {digit}" if r.random() < 0.06 else digit)
    return " ".join(said)


def clock(r: Random) -> str:
    hour = r.choice([*DIGITS[1:], "ten", "eleven", "twelve"])
    return r.choice(
        [
            f"{hour} o'clock",
            f"half past {hour}",
            f"quarter {r.choice(['to', 'past'])} {hour}",
            f"{hour} {r.choice(['fifteen', 'thirty', 'forty five', 'ten', 'twenty'])}",
            f"{hour} in the {r.choice(['morning', 'afternoon', 'evening'])}",
            f"{hour} {r.choice(['a m', 'p m'])}",
            "noon",
        ]
    )


def date(r: Random) -> str:
    day, month = r.choice(ORDINALS), r.choice(MONTHS)
    return r.choice([f"the {day} of {month}", f"{month} {day}", f"{month} the {day}"])


def year(r: Random) -> str:
    rest = r.choice([*TEENS, *TENS[:1], *(f"twenty {digit}" for digit in DIGITS[1:])])
    return r.choice([f"twenty {rest}", f"two thousand and {r.choice(DIGITS[1:] + TEENS)}"])
