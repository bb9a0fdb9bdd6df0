"""The model's text units: byte-level BPE in Whisper's layout of special tokens.

Every text token's id lies below `<|endoftext|>`, and the 1,501 time tokens follow `<|notimestamps|>`
directly: faster-whisper counts on both.
"""

from __future__ import annotations

import json
import string
from collections.abc import Iterable
from pathlib import Path
from random import Random

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from bundled_model import text

MERGES = 12_500
"""So many that 19 words in 20 are one unit: a word spelled in pieces is spelled by its sound."""
SPECIALS = [
    "<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|translate|>", "<|transcribe|>",
    "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>",
]  # fmt: skip
TIMES = [f"<|{index * 0.02:.2f}|>" for index in range(1501)]


def train(path: Path, seed: int) -> None:
    """Learns the units from generated sentences and writes `path` (tokenizer.json).

    faster-whisper suppresses the bare space token, so no word may need it. The first merges therefore join
    the space to every letter; the others are learned over words in which each such pair is one character.
    Words are parted from stops and from "'s" as they will be in use: a unit across that border is never used.
    """
    r = Random(seed)
    sentences = [text.sentence(r) for _ in range(30_000)]
    pairs = {letter: chr(0xE000 + index) for index, letter in enumerate(string.ascii_letters)}
    parting = pre_tokenizers.ByteLevel(add_prefix_space=True)

    def parted(line: str) -> str:
        pieces = [piece for piece, _ in parting.pre_tokenize_str(line)]
        return " ".join(pairs[p[1]] + p[2:] if p[0] == "Ġ" else p for p in pieces)

    learner = Tokenizer(models.BPE())
    learner.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    learner.train_from_iterator(
        map(parted, sentences),
        trainers.BpeTrainer(vocab_size=len(pairs) + 60 + MERGES, show_progress=False),
    )
    learned = json.loads(learner.to_str())["model"]["merges"]
    written = {pair: "Ġ" + letter for letter, pair in pairs.items()}

    def restored(piece: str) -> str:
        return "".join(written.get(character, character) for character in piece)

    merges = [("Ġ", letter) for letter in pairs] + [(restored(a), restored(b)) for a, b in learned]
    pieces = [*sorted(pre_tokenizers.ByteLevel.alphabet()), *(a + b for a, b in merges)]
    vocabulary = {piece: index for index, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(SPECIALS + TIMES)
    tokenizer.save(str(path))
    space = tokenizer.token_to_id("Ġ")
    bare = [line for line in sentences if space in tokenizer.encode(" " + line).ids]
    if bare:
        raise RuntimeError(f"{len(bare)} sentences need the bare space, such as {bare[0]!r}")


def trimmed(path: Path, texts: Iterable[str]) -> tuple[str, list[int]]:
    """The tokenizer of `path` without the units that none of `texts` needs, and the old ids of those kept.

    Every merge makes a unit, but most of them are only steps to a whole word ("Ġapolog"). A word that is a unit is
    found as a whole, so steps are kept for the words that are spelled in pieces, and the texts read as before.
    """
    described = json.loads(path.read_text("utf-8"))
    tokenizer, model = Tokenizer.from_str(json.dumps(described)), described["model"]
    ids: dict[str, int] = model["vocab"]
    halves = {first + second: (first, second) for first, second in model["merges"]}
    steps = {"Ġ" + letter for letter in string.ascii_letters}  # so that none needs the bare space
    kept = {unit for unit in ids if len(unit) == 1} | steps
    words = {word for text in texts for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(" " + text)}
    for word in words - ids.keys():
        waiting = tokenizer.encode(tokenizer.decoder.decode([word])).tokens
        while waiting:
            unit = waiting.pop()
            kept.add(unit)
            if unit in halves and unit not in steps:
                steps.add(unit)
                waiting += halves[unit]
    kept |= words & ids.keys()
    units = sorted(kept, key=ids.__getitem__)
    old = [ids[unit] for unit in units] + [token["id"] for token in described["added_tokens"]]
    model["vocab"] = {unit: number for number, unit in enumerate(units)}
    model["merges"] = [f"{first} {second}" for first, second in model["merges"] if first + second in steps]
    model["ignore_merges"] = True
    for number, token in enumerate(described["added_tokens"], len(units)):
        token["id"] = number
    return json.dumps(described, separators=(",", ":"), ensure_ascii=False), old


class Tokens:
    """A trained tokenizer with its special ids by name."""

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.end, self.start, _, _, _, _, self.previous, self.no_speech, self.no_times = (
            self.tokenizer.token_to_id(name) for name in SPECIALS
        )
        self.first_time = self.tokenizer.token_to_id(TIMES[0])
        self.size = self.tokenizer.get_vocab_size()

    def time(self, seconds: float) -> int:
        """The time token nearest to `seconds` on a grid of 0.1 s, which is easier to learn than 0.02."""
        return self.first_time + 5 * min(300, max(0, round(seconds * 10)))
