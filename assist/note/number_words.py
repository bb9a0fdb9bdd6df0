"""The words of which numbers are made."""

from __future__ import annotations

DIGITS = {
    "zero": 0,
    "nought": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
TEENS = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
SMALL = DIGITS | TEENS | TENS
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "thirtieth": 30,
}
CURRENCIES = {
    "dollar": "$",
    "dollars": "$",
    "bucks": "$",
    "pound": "£",
    "pounds": "£",
    "quid": "£",
    "euro": "€",
    "euros": "€",
}
CENTS = {"cent", "cents", "pence"}
REPEATS = {"double": 2, "treble": 3, "triple": 3}
HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
"""Those of a clock, as a piece of a pattern."""
TO_THE_HOUR = "half (?:past )?|(?:quarter|five|ten|twenty(?:[- ]five)?) (?:past|to) "
"""What may stand before one: "half past", "ten to"."""
