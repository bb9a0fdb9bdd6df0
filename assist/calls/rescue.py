"""A call as plain lines that `call-assist calls import` takes: where its database cannot take it, and as an export.

The first line is the call itself, then follow its events as the JSON contract spells them, in a rescue file each on
disk as soon as it happened, then the call's end, and what was said about it. Its owner's only.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import gettempdir
from typing import Any, TextIO

from assist.calls.call_start import CallStart, moment_of
from assist.errors import InputError
from assist.events import from_json
from assist.paths import private_opener, unread
from assist.speech.transcript import is_unicode

Line = dict[str, Any]


class RescueFile:
    """One call's rescue file, in the first of the folders that takes all that happened until now, which are `lines`.
    OSError where none does."""

    def __init__(self, folders: Sequence[Path], start: CallStart, lines: Sequence[Line] = ()) -> None:
        name = f"call {start.started:%Y-%m-%d %H.%M.%S} {start.key[:6]}.jsonl"
        self.path, self._file = _opened(folders, name, whole_call(start, lines, None, ()))

    def add(self, line: Line) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()

    def end(self, seconds: float) -> None:
        self.add(_end_line(seconds))

    def close(self) -> None:
        self._file.close()

    def remove(self) -> None:
        """The database has the call after all."""
        self.close()
        self.path.unlink(missing_ok=True)


def whole_call(
    start: CallStart, lines: Sequence[Line], seconds: float | None, remarks: Sequence[Line]
) -> str:
    """A kept call as such a file; `seconds` is None where it was cut off."""
    ended = [] if seconds is None else [_end_line(seconds)]
    whole = [_start_line(start), *lines, *ended, *remarks]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in whole)


def _start_line(start: CallStart) -> Line:
    return {
        "type": "call",
        "key": start.key,
        "started": start.started.isoformat(),
        "playbook": start.playbook,
        "origin": start.origin,
        "agent": start.agent,
        "steps": list(start.steps),
    }


def _start(line: Line) -> CallStart:
    """ValueError, KeyError, TypeError or InputError where no program of ours has written this."""
    playbook, origin, agent, key = (line[name] for name in ("playbook", "origin", "agent", "key"))
    steps = tuple(line["steps"])
    if not all(isinstance(word, str) and is_unicode(word) for word in (playbook, origin, agent, key, *steps)):
        raise TypeError(line)
    int(key, 16)
    return CallStart(moment_of(line["started"]), playbook, origin, agent, steps, key)


def _end_line(seconds: float) -> Line:
    return {"type": "call_ended", "seconds": seconds}


def rescue_folders(database: Path) -> list[Path]:
    """Beside the database, and where that disk takes nothing, among the system's temporary files."""
    return [
        database.with_name("rescue"),
        Path(gettempdir()) / f"call-assist rescue {_user()}".strip(),
    ]


def _user() -> str:
    """Several people may share the temporary files; nothing on Windows, where they do not."""
    return "" if sys.platform == "win32" else str(os.getuid())


def is_rescue_file(path: Path) -> bool:
    """By its first line; what cannot be read is none."""
    return _first_line(path).get("type") == "call"


def key_of(path: Path) -> str | None:
    """Whose call a rescue file holds, also where the rest of it is damaged."""
    return _first_line(path).get("key")


def _first_line(path: Path) -> Line:
    try:
        with path.open("rb") as file:
            first = json.loads(file.readline(65_536))
    except (OSError, ValueError, RecursionError):
        return {}
    return first if isinstance(first, dict) else {}


_MISTAKES = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What a line that is none of ours comes to."""


def read_rescue_file(path: Path) -> tuple[CallStart, list[Line], float | None, list[Line]]:
    """The call, its events, its length where it came to its end, and its remarks. A last line that was cut short is
    left out. InputError names the line that is none of ours."""
    try:
        # by its newlines alone: what was said may hold other ends of lines, which JSON leaves as they are
        texts = path.read_text("utf-8", errors="replace").removesuffix("\n").split("\n")
    except OSError as problem:
        raise unread(path, problem) from problem
    start: CallStart | None = None
    lines: list[Line] = []
    seconds: float | None = None
    remarks: list[Line] = []
    for number, text in enumerate(texts, 1):
        try:
            line = json.loads(text)
            if number == 1:
                start = _start(line)
            elif line["type"] == "call_ended":
                seconds = float(line["seconds"])
            elif line["type"] == "remark":
                remarks.append(line)
            else:
                from_json(line)
                if not is_unicode(json.dumps(line, ensure_ascii=False)):
                    raise ValueError(text)
                lines.append(line)
        except (*_MISTAKES, InputError) as problem:
            if number == len(texts) and number > 1:
                break
            raise InputError(f"{path}, line {number}: expected a line of a rescued call.") from problem
    if start is None:
        raise InputError(f"{path} is empty; expected a rescued call.")
    return start, lines, seconds, remarks


def _make_private(folder: Path) -> None:
    """Its owner's only, and OSError where that is somebody else: a folder among temporary files may be anybody's."""
    about = folder.lstat()
    if sys.platform == "win32":
        return
    if about.st_uid != os.getuid() or not stat.S_ISDIR(about.st_mode):
        raise PermissionError(errno.EACCES, "it is somebody else's", str(folder))
    folder.chmod(0o700)


def _opened(folders: Sequence[Path], name: str, content: str) -> tuple[Path, TextIO]:
    problem: OSError | None = None
    for number, folder in enumerate(folders):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _make_private(folder)
            file = open(folder / name, "w", encoding="utf-8", opener=private_opener)  # noqa: SIM115
            file.write(content)  # a full disk opens files, and refuses only what is written into them
            file.flush()
            for half in folders[:number]:
                with suppress(OSError):
                    (half / name).unlink(missing_ok=True)
            return folder / name, file
        except OSError as failure:
            problem = failure
    raise problem or OSError("no folder")
