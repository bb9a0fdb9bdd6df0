"""How commands print: rows for people or as JSON lines, numbers with their nouns, how far something is."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assist.coach.comparison import Change


def print_rows(rows: Sequence[Any], as_json: bool, line: Callable[[Any], str]) -> None:
    """One a line: as a JSON object, or as `line` says it."""
    for row in rows:
        print(json.dumps(row, ensure_ascii=False) if as_json else line(row))


def counted(count: int, noun: str) -> str:
    """1 call, 2 calls."""
    return f"{count} {noun}{'s' * (count != 1)}"


def change_row(change: Change) -> dict[str, object]:
    """What another playbook changes, as a row."""
    seen = change.seen
    said = "came" if change.came else "gone"
    return {"change": said, "at": round(seen.at, 3), "kind": seen.kind, "id": seen.id, "words": seen.words}


def print_progress(text: str) -> bool:
    """How far it is, in a line of the terminal that the next one overwrites; an empty text clears it. False where
    nobody looks at a terminal."""
    if looked_at := sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
    return looked_at
