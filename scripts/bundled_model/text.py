"""The sentences the bundled model is trained on: written lines, varied lines, and a small grammar.

`sentences/*.txt` are lines written by us, some with slots such as `{day}`; `lexicon/*.txt` are words by
kind. What a small recogniser lacks is words in unexpected company, so two in five of the sentences
it hears were never written: words swapped for others of their kind, a grammar over the lexicon, shuffled
lines, lists of words and of names. A word with two spellings has the British one, and of two names that sound
alike only the commoner is in the lexicon: nobody can hear the difference.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, partial
from pathlib import Path
from random import Random

from bundled_model import spoken_numbers as said

HERE = Path(__file__).parent
SLOT = re.compile(r"\{(\w+)\}")
WORD = re.compile(r"[A-Za-z']+")
ALLOWED = re.compile(r"[A-Za-z' .,?!]+")
NAMES = {"first": "first_names", "last": "last_names", "city": "cities", "street": "streets"}
"""The slots that the lexicon fills. Of the days and numbers of the other slots there are few."""


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]


@cache
def lexicon() -> dict[str, list[str]]:
    """Words by kind; verbs by frame and form, e.g. "verb t past"."""
    read = {path.stem: _lines(path) for path in sorted((HERE / "lexicon").glob("*.txt"))}
    things = [line.split() for line in read["things"] if len(line.split()) == 2]
    people = [line.split() for line in read["people"] if len(line.split()) == 2]
    words = {
        "thing": [one for one, _ in things],
        "things": [many for _, many in things],
        "person": [one for one, _ in people],
        "people": [many for _, many in people],
    }
    for kind in ("mass", "adjectives", "adverbs", "places", "times", "first_names", "last_names"):
        words[kind] = read[kind]
    words["cities"], words["streets"] = read["cities"], read["streets"]
    forms = ("base", "third", "past", "participle", "ing")
    for line in read["verbs"]:
        frames, *five = line.split()
        if len(five) == 5:
            for frame in frames:
                for form, word in zip(forms, five, strict=True):
                    words.setdefault(f"verb {frame} {form}", []).append(word)
    for line in read["phrasal"]:
        five = line.split("|")
        if len(five) == 5:
            for form, phrase in zip(forms, five, strict=True):
                words.setdefault(f"phrasal {form}", []).append(phrase)
    return words


def _words(line: str) -> set[str]:
    """Its words in small letters, slots left out."""
    return set(WORD.findall(SLOT.sub(" ", line).lower()))


@cache
def written() -> list[str]:
    """The lines of `sentences/`, slots unfilled.

    A line with a word that stands in no other line and no word list is left out: a word heard so seldom is
    not learned, and takes the place of others.
    """
    read = {line for path in sorted((HERE / "sentences").glob("*.txt")) for line in _lines(path)}
    fit = sorted(line for line in read if ALLOWED.fullmatch(SLOT.sub("x", line)))
    lines_of = Counter(word for line in fit for word in _words(line))
    listed = {word for words in lexicon().values() for entry in words for word in entry.lower().split()}
    return [line for line in fit if all(lines_of[word] > 1 or word in listed for word in _words(line))]


@cache
def _kinds_of_word() -> dict[str, list[str]]:
    """For each lexicon word the lists it may be swapped within."""
    kinds: dict[str, list[str]] = {}
    for kind, members in lexicon().items():
        if kind in ("places", "times", "cities", "streets") or kind.startswith("phrasal"):
            continue
        for word in members:
            kinds.setdefault(word.lower(), []).append(kind)
    return kinds


@cache
def vocabulary() -> list[str]:
    """Every single word that training can say, sorted."""
    words = {word for line in written() for word in WORD.findall(SLOT.sub(" ", line))}
    for members in lexicon().values():
        words |= {word for member in members for word in member.split()}
    for numbers in (said.DIGITS, said.TEENS, said.TENS, said.DAYS, said.MONTHS, said.ORDINALS):
        words |= {word for member in numbers for word in member.split()}
    return sorted({word.lower() for word in words})


def _pick(r: Random, kind: str) -> str:
    return r.choice(lexicon()[kind])


def _fill(r: Random, line: str) -> str:
    fillers = {
        "day": lambda: r.choice(said.DAYS),
        "month": lambda: r.choice(said.MONTHS),
        "date": lambda: said.date(r),
        "time": lambda: said.clock(r),
        "money": lambda: said.money(r),
        "count": lambda: said.count(r),
        "digits": lambda: said.digits(r),
        "year": lambda: said.year(r),
    }
    fillers |= {slot: partial(_pick, r, kind) for slot, kind in NAMES.items()}
    return SLOT.sub(lambda slot: fillers[slot[1]](), line)


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _rarest() -> dict[str, int]:
    """For each written line, in how many lines its rarest word stands."""
    words = {line: _words(line) for line in written()}
    lines_of = Counter(word for found in words.values() for word in found)
    return {line: min((lines_of[word] for word in found), default=1) for line, found in words.items()}


def _written(r: Random) -> str:
    """Of two written lines the one with the rarer word: what a model hears seldom it spells by its sound."""
    line = min(r.choice(written()), r.choice(written()), key=_rarest().__getitem__)
    return _sentence_case(_fill(r, line))


def _swapped(r: Random) -> str:
    """A written line with up to half of its content words swapped for others of their kind."""
    share = r.uniform(0.3, 0.8)

    def swap(match: re.Match[str]) -> str:
        word = match[0]
        kinds = _kinds_of_word().get(word.lower())
        if not kinds or r.random() > share or word.lower() in ("is", "was", "be", "have", "do", "i"):
            return word
        other = _pick(r, r.choice(kinds))
        return _sentence_case(other) if word[0].isupper() and match.start() == 0 else other

    return WORD.sub(swap, _written(r))


def _shuffled(r: Random) -> str:
    words = [word.strip(".,?!") for word in _written(r).split()]
    r.shuffle(words)
    return _sentence_case(" ".join(words)) + r.choice("...?")


@cache
def _all_words() -> list[str]:
    names = {name.lower(): name for kind in ("first_names", "last_names") for name in lexicon()[kind]}
    names |= {word.lower(): word for word in (*said.DAYS, *said.MONTHS)} | {"i": "I"}
    for line in written():  # keep the case a word has inside a line: names, I'm, Bluetooth
        for word in WORD.findall(SLOT.sub(" ", line))[1:]:
            if not word[0].isupper():
                names.pop(word.lower(), None)
            elif word.lower() not in names:
                names[word.lower()] = word
    small = {word for line in written() for word in WORD.findall(line)[1:] if word[0].islower()}
    return [word if word in small else names.get(word, word) for word in vocabulary()]


@cache
def _common_words() -> list[str]:
    return [word for line in written() for word in WORD.findall(SLOT.sub(" ", line))[1:]]


def words() -> list[str]:
    """Every word of the training, as it is written inside a sentence and at its begin."""
    return [spelled for word in _all_words() for spelled in (word, _sentence_case(word))]


def _list_of_words(r: Random) -> str:
    words = [r.choice(_all_words() if r.random() < 0.8 else _common_words()) for _ in range(r.randint(3, 10))]
    if r.random() < 0.3:
        words[r.randrange(len(words) - 1)] += ","
    return _sentence_case(" ".join(words)) + r.choice("....?")


# --- a small grammar over the lexicon --------------------------------------------------------------

DETERMINERS = "the the the my your his her our their this that a every no another any".split()
MANY = "the my your our their these those some many few all several two three no most other".split()
MODALS = "can will would could should must might can't won't wouldn't couldn't shouldn't".split()
SUBJECTS = "I you we they he she it nobody somebody everyone".split()
WH = "what when where why how".split()


def _noun(r: Random) -> str:
    adjective = _pick(r, "adjectives") + " " if r.random() < 0.35 else ""
    kind = r.random()
    if kind < 0.5:
        noun = adjective + _pick(r, r.choice(["thing", "thing", "thing", "person"]))
        determiner = r.choice(DETERMINERS)
        if determiner == "a" and noun[0] in "aeiou":
            determiner = "an"
        return f"{determiner} {noun}"
    if kind < 0.75:
        return f"{r.choice(MANY)} {adjective}{_pick(r, r.choice(['things', 'things', 'people']))}"
    if kind < 0.87:
        determiner = r.choice(["the", "my", "your", "some", "any", "our", "more", "no"])
        return f"{determiner} {adjective}{_pick(r, 'mass')}"
    if kind < 0.93:
        return f"{_pick(r, 'thing')} {_pick(r, 'things')}"
    return r.choice([_pick(r, "first_names"), "Mister " + _pick(r, "last_names"), "me", "it", "them"])


def _verb_phrase(r: Random, form: str) -> str:
    frame = r.choice("ttttppiicng")
    key = f"verb {frame} {form}"
    if key not in lexicon():
        frame, key = "t", f"verb t {form}"
    verb = _pick(r, key)
    adverb = " " + _pick(r, "adverbs") if r.random() < 0.2 else ""
    if r.random() < 0.15:
        return f"{_pick(r, f'phrasal {form}')} {_noun(r)}"
    if frame == "i":
        return verb + adverb + (f" {_pick(r, 'places')}" if r.random() < 0.5 else "")
    if frame == "c":
        return f"{verb} {r.choice(['that ', ''])}{_clause(r, depth=1)}"
    if frame == "n":
        return f"{verb} to {_verb_phrase(r, 'base')}"
    if frame == "g":
        to_whom = r.choice(["me", "you", "him", "her", "us", "them", "the " + _pick(r, "person")])
        return f"{verb} {to_whom} {_noun(r)}"
    return f"{verb} {_noun(r)}{adverb}"


def _clause(r: Random, depth: int = 0) -> str:
    subject = r.choice(SUBJECTS) if r.random() < 0.6 else _noun(r)
    third = subject.split()[0] in ("he", "she", "it", "nobody", "somebody", "everyone") or (
        subject not in ("I", "you", "we", "they") and r.random() < 0.5
    )
    has, is_, do = ("has", "is", "doesn't") if third else ("have", "are", "don't")
    is_ = "am" if subject == "I" else is_
    shape = r.random()
    if shape < 0.25:
        rest = _verb_phrase(r, "past")
    elif shape < 0.4:
        rest = _verb_phrase(r, "third" if third else "base")
    elif shape < 0.55:
        rest = f"{r.choice(MODALS)} {_verb_phrase(r, 'base')}"
    elif shape < 0.65:
        rest = f"{has} {r.choice(['', 'never ', 'already ', 'just ', 'not '])}{_verb_phrase(r, 'participle')}"
    elif shape < 0.75:
        rest = f"{is_} {r.choice(['', 'still ', 'not '])}{_verb_phrase(r, 'ing')}"
    elif shape < 0.83:
        rest = r.choice([do, "did not", "didn't"]) + " " + _verb_phrase(r, "base")
    elif shape < 0.93:
        verb = r.choice(["was", is_, "were"])
        degree = r.choice(["", "so ", "very ", "too ", "not "])
        rest = f"{verb} {degree}{_pick(r, 'adjectives')}"
    else:
        rest = f"{r.choice(['was', 'were', is_])} {_pick(r, 'verb t participle')} {_pick(r, 'places')}"
    tail = r.random()
    if depth == 0 and tail < 0.25:
        rest += " " + _pick(r, "times")
    elif depth == 0 and tail < 0.4:
        rest += " " + _pick(r, "places")
    elif depth == 0 and tail < 0.6:
        joint = r.choice(["because", "and", "but", "so", "if", "when", "before", "after", "while", "until"])
        rest += f"{r.choice(['', ','])} {joint} {_clause(r, 1)}"
    return f"{subject} {rest}"


def _grammatical(r: Random) -> str:
    kind = r.random()
    if kind < 0.6:
        text = _clause(r) + "."
    elif kind < 0.7:
        asked, helper = r.choice(WH), r.choice(["did", "does", "can", "will", "should"])
        text = f"{asked} {helper} {r.choice(SUBJECTS)} {_verb_phrase(r, 'base')}?"
    elif kind < 0.8:
        helper = r.choice(["did", "do", "can", "could", "will", "have"])
        text = f"{helper} {r.choice(['you', 'they', 'we', 'I'])} {_verb_phrase(r, 'base')}?"
    elif kind < 0.88:
        start, action = r.choice(["", "please ", "just ", "never "]), _verb_phrase(r, "base")
        text = f"{start}{action}{r.choice(['', ' ' + _pick(r, 'times')])}."
    else:
        text = f"{_pick(r, 'times')}, {_clause(r, 1)}."
    return _sentence_case(text)


def _numbers(r: Random) -> str:
    shape = r.choice([said.digits, said.money, said.date, said.clock, said.number, said.digits])
    before = r.choice(
        ["", "it is ", "the number is ", "so that is ", "no, ", "by ", "on ", "that makes ", "about "]
    )
    return _sentence_case(before + shape(r)) + r.choice("...?")


@cache
def _with_slots() -> list[str]:
    return [line for line in written() if "{" in line]


@cache
def _lines_of_slot() -> dict[str, list[str]]:
    return {
        slot: [line for line in _with_slots() if f"{{{slot}}}" in line]
        for slot in sorted({slot for line in _with_slots() for slot in SLOT.findall(line)})
    }


def _slotted(r: Random) -> str:
    """A line of a slot that is drawn first: a name or place, of which there are hundreds, four times as often."""
    lines = _lines_of_slot()
    [slot] = r.choices(list(lines), [4 if slot in NAMES else 1 for slot in lines])
    return _sentence_case(_fill(r, r.choice(lines[slot])))


def _list_of_names(r: Random) -> str:
    """Names and places by themselves, so that each of them is heard often enough to be spelled right."""
    names = [_pick(r, NAMES[r.choice(list(NAMES))]) for _ in range(r.randint(3, 7))]
    return r.choice([" ", ", "]).join(names) + "."


def templated(r: Random) -> str:
    """A sentence of the training grammar proper: a written line with its slots filled anew, or a number."""
    if r.random() < 0.2:
        return _tidy(_numbers(r))
    return _tidy(_sentence_case(_fill(r, r.choice(_with_slots()))))


KINDS = {
    _written: 38, _swapped: 12, _grammatical: 8, _numbers: 5, _slotted: 20, _shuffled: 5, _list_of_words: 6,
    _list_of_names: 6,
}  # fmt: skip
"""Of a hundred sentences of the training, how many are drawn in which way."""
VARIED = {_written: 47, _swapped: 17, _grammatical: 12, _numbers: 5}


def sentence(r: Random, kinds: str = "training") -> str:
    """One sentence; `kinds="varied"` leaves out the shuffled lines and the lists."""
    shares = VARIED if kinds == "varied" else KINDS
    [draw] = r.choices(list(shares), list(shares.values()))
    return _tidy(draw(r))


def _tidy(text: str) -> str:
    """Single spaces, none before a stop, no apostrophe in front of a word, and "I" as it is written."""
    text = re.sub(r"(?<![A-Za-z])'", "", text)
    end = text.strip()[-1:] if text.strip()[-1:] in "?!" else "."
    text = re.sub(r"\s+([.,?!])", r"\1", re.sub(r"\s+", " ", text)).strip(" .,?!'") + end
    return re.sub(r"\bi\b", "I", text)
