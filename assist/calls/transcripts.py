"""Written calls of other programs as utterances: WebVTT, SRT, and the JSON of Whisper and its kin.

Subtitles break sentences where a line is full: pieces of one speaker that follow one another are one utterance
until a sentence ends. Speakers are those of WebVTT's `<v Name>`, of a `Name:` before the words, or of Whisper's
"speaker"; where nobody is named, all is the agent's, as in a mono recording.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assist.errors import InputError
from assist.events import Channel, Utterance, Word
from assist.paths import unread
from assist.speech.transcript import LONGEST_CALL, is_unicode, read_transcript

SUFFIXES = (".jsonl", ".vtt", ".srt", ".json")

_AGENTS = {"agent", "you", "me", "rep", "representative", "advisor", "adviser", "operator", "support", "left"}
_CLIENTS = {"client", "caller", "customer", "them", "right"}
_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}")
_VOICE = re.compile(r"^<v(?:\.[^ >]*)?\s+([^>]+)>")
_TAG = re.compile(r"<[^>]*>|\{\\[^}]*\}")
_NAME = re.compile(r"^(?:\[([^\]]{1,40})\]:?|(?:-\s*)?([A-Za-z][\w .'’()-]{0,39}?):)\s+(?=\S)")
_ENDS = re.compile(r"[.?!…][\"”’')]*$")
_APART = 1.0
"""Seconds between pieces from which on they are two utterances."""
_LONGEST = 20.0


@dataclass(frozen=True, slots=True)
class _Piece:
    start: float
    end: float
    text: str
    speaker: str | None = None
    words: tuple[Word, ...] = ()


def read_written_call(path: Path, agent: str | None = None) -> list[Utterance]:
    """The call's utterances in the order of their ends. `agent`: the name under which the agent speaks in the file.
    InputError names the file, the place and what was expected there."""
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        return read_transcript(path)
    try:
        text = path.read_text("utf-8-sig")
    except OSError as problem:
        raise unread(path, problem) from problem
    except UnicodeDecodeError as problem:
        raise InputError(f"{path} cannot be read as a transcript in UTF-8 ({problem}).") from problem
    if suffix == ".json":
        pieces = _from_whisper(path, text)
    elif suffix in (".vtt", ".srt"):
        pieces = _from_subtitles(path, text)
    else:
        raise InputError(f"{path}: expected a transcript ({', '.join(SUFFIXES)}).")
    pieces = [piece for piece in pieces if piece.text.strip()]
    if not pieces:
        raise InputError(f"{path} holds no words; expected a transcript.")
    if any(piece.end > LONGEST_CALL for piece in pieces):
        raise InputError(f"{path}: expected times of a call, in seconds up to {LONGEST_CALL:.0f}.")
    if not all(
        is_unicode(text) for piece in pieces for text in (piece.text, *(word.text for word in piece.words))
    ):
        raise InputError(f"{path}: expected valid Unicode.")
    channels = _channels(path, pieces, agent)
    joined = _joined(sorted(pieces, key=lambda piece: piece.start))
    spoken = sorted(joined, key=lambda piece: piece.end)
    return [
        Utterance(
            at=piece.end,
            id=number,
            channel=channels[piece.speaker],
            start=piece.start,
            end=piece.end,
            text=piece.text,
            words=piece.words or _spread(piece),
        )
        for number, piece in enumerate(spoken, 1)
    ]


def _from_subtitles(path: Path, text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if "-->" not in line:
            continue
        if (times := _TIMES.match(line)) is None:
            raise InputError(f"{path}, line {number}: expected times such as 00:01:02.500 --> 00:01:04.000.")
        start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        if end < start:
            raise InputError(f"{path}, line {number}: expected an end that is not before its start.")
        said: list[str] = []
        while number < len(lines) and lines[number].strip():
            said.append(lines[number].strip())
            number += 1
        pieces += _cue(start, end, said)
    if not pieces:
        raise InputError(f"{path} holds no subtitles; expected times such as 00:01:02.500 --> 00:01:04.000.")
    return _with_names(pieces)


def _cue(start: float, end: float, said: Sequence[str]) -> list[_Piece]:
    """A cue's lines as one piece, or one for each voice in it."""
    parts: list[tuple[str | None, list[str]]] = []
    for line in said:
        voice = _VOICE.match(line)
        plain = _TAG.sub("", line).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        plain = plain.replace("&nbsp;", " ").strip()
        if voice or not parts:
            parts.append((voice[1].strip() if voice else None, [plain]))
        elif _NAME.match(plain):
            parts.append((None, [plain]))
        else:
            parts[-1][1].append(plain)
    length = (end - start) / len(parts) if parts else 0.0
    return [
        _Piece(start + place * length, start + (place + 1) * length, " ".join(texts), name)
        for place, (name, texts) in enumerate(parts)
    ]


def _with_names(pieces: list[_Piece]) -> list[_Piece]:
    """Takes `Name:` from before the words, where that is how the file names its speakers: few of them, often."""
    if any(piece.speaker for piece in pieces):
        return pieces
    found = Counter(match[1] or match[2] for piece in pieces if (match := _NAME.match(piece.text)))
    names = {name for name, count in found.items() if count > 1 or _known(name)}
    if not 1 <= len(names) <= 6 or sum(found[name] for name in names) * 3 < len(pieces):
        return pieces
    named: list[_Piece] = []
    speaker: str | None = None
    for piece in pieces:
        match = _NAME.match(piece.text)
        if match and (match[1] or match[2]) in names:
            speaker = match[1] or match[2]
            piece = replace(piece, text=piece.text[match.end() :])
        named.append(replace(piece, speaker=speaker))
    return named


def _from_whisper(path: Path, text: str) -> list[_Piece]:
    def expected(what: str) -> InputError:
        return InputError(f"{path}: expected {what}, as Whisper writes it.")

    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise expected("JSON") from problem
    if isinstance(body, dict) and isinstance(body.get("transcription"), list):  # whisper.cpp
        segments: list[Any] = [
            {
                "start": _number(row, "offsets", "from") / 1000,
                "end": _number(row, "offsets", "to") / 1000,
                "text": row.get("text") if isinstance(row, dict) else None,
            }
            for row in body["transcription"]
        ]
    elif isinstance(body, dict) and isinstance(body.get("segments"), list):
        segments = body["segments"]
    else:
        raise expected('an object with "segments"')
    pieces = []
    for number, segment in enumerate(segments, 1):
        try:
            start, end, said = float(segment["start"]), float(segment["end"]), str(segment["text"]).strip()
            words = tuple(_word(word) for word in segment.get("words") or () if "start" in word)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
            what = 'have "start", "end" and "text", and each of its words "start", "end" and "word"'
            raise expected(f"segment {number} to {what}") from problem
        if not 0 <= start <= end:
            raise expected(f"segment {number} to end after its start")
        speaker = segment.get("speaker")
        pieces.append(_Piece(start, end, said, None if speaker is None else str(speaker), words))
    return _with_names(pieces)


def _word(word: dict[str, Any]) -> Word:
    probability = word.get("probability", word.get("score", 1.0))
    said, start, end = word["word"], float(word["start"]), float(word.get("end", word["start"]))
    if not isinstance(said, str) or not 0 <= start <= LONGEST_CALL or not 0 <= end <= LONGEST_CALL:
        raise ValueError(word)
    return Word(said.strip(), start, max(start, end), 1.0 if probability is None else float(probability))


def _number(row: Any, *names: str) -> float:
    for name in names:
        row = row.get(name) if isinstance(row, dict) else None
    return float(row) if isinstance(row, int | float) and abs(row) < 1e12 else float("nan")


def _channels(path: Path, pieces: Sequence[_Piece], agent: str | None) -> dict[str | None, Channel]:
    names = list(dict.fromkeys(piece.speaker for piece in pieces))
    known = [name for name in names if name is not None]
    if agent is not None:
        if agent.lower() not in [name.lower() for name in known]:
            said = f"it names {', '.join(known)}" if known else "it names nobody"
            raise InputError(f"{path}: {agent} does not speak in it; {said}.")
        return {name: "agent" if (name or "").lower() == agent.lower() else "client" for name in names}
    channels: dict[str | None, Channel] = {None: "agent"}
    for name in known:
        plain = name.strip().lower()
        if plain in _AGENTS:
            channels[name] = "agent"
        elif plain in _CLIENTS or (len(known) == 2 and any(_is_agent(other) for other in known)):
            channels[name] = "client"
        elif len(known) == 2 and any(other.strip().lower() in _CLIENTS for other in known):
            channels[name] = "agent"
        else:
            raise InputError(
                f"{path} names {', '.join(known)}, and not which of them is the agent: give the agent's name too "
                f'(on the command line --agent-is "{known[0]}").'
            )
    return channels


def _is_agent(name: str) -> bool:
    return name.strip().lower() in _AGENTS


def _known(name: str) -> bool:
    return name.strip().lower() in _AGENTS | _CLIENTS


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Pieces of one speaker that are one sentence."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.speaker == piece.speaker
            and piece.start - last.end <= _APART
            and piece.end - last.start <= _LONGEST
            and not _ENDS.search(last.text)
        ):
            words = (last.words or _spread(last)) + (piece.words or _spread(piece))
            joined[-1] = _Piece(
                last.start, max(last.end, piece.end), f"{last.text} {piece.text}", last.speaker, words
            )
        else:
            joined.append(piece)
    return joined


def _spread(piece: _Piece) -> tuple[Word, ...]:
    """Words spread evenly over the piece."""
    texts = piece.text.split()
    step = (piece.end - piece.start) / len(texts)
    return tuple(
        Word(text, piece.start + place * step, piece.start + (place + 1) * step, 1.0)
        for place, text in enumerate(texts)
    )


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{fraction or 0}")
