"""Which playbooks there are, and which one a name means."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from assist.coach.playbook import list_playbooks, load_playbook, unknown_playbook
from assist.errors import InputError
from assist.paths import playbook_folder


def playbooks(chosen: str = "") -> list[tuple[str, str]]:
    """Names and titles: those that come with the program, a team lead's own, and the chosen one where it is a file
    elsewhere."""
    found = [(name, load_playbook(name).title) for name in list_playbooks()]
    own = own_playbooks()
    elsewhere = [chosen] if chosen and chosen not in (*list_playbooks(), *own) else []
    for name in (*own, *elsewhere):
        try:
            found.append((name, load_playbook(playbook_name(name)).title))
        except InputError:
            continue  # `playbook check` says what is wrong with it; it cannot be chosen until then
    return found


def own_playbooks() -> tuple[str, ...]:
    """The names of the playbooks in the settings' folder, less those that a bundled one has taken."""
    bundled = list_playbooks()
    return tuple(file.stem for file in _own_files() if file.stem not in bundled)


def unused_playbooks() -> tuple[Path, ...]:
    """The playbooks in the settings' folder that nobody can call: a bundled one has their name."""
    bundled = list_playbooks()
    return tuple(file for file in _own_files() if file.stem in bundled)


def _own_files() -> list[Path]:
    with suppress(OSError):  # a settings' folder that may not be read: the settings say so
        return sorted(playbook_folder().glob("*.toml"))
    return []


def playbook_name(name: str) -> str:
    """A bundled playbook's name or a path as it is; the name of one in the settings' folder as its path.

    InputError where it is none of them.
    """
    own = own_playbooks()
    if name in own:
        return str(playbook_folder() / f"{name}.toml")
    known = (*list_playbooks(), *own)
    if name not in known and not _is_file(name):
        raise unknown_playbook(name, known)
    return name


def _is_file(name: str) -> bool:
    with suppress(OSError, ValueError):  # a name that no file can have is no file
        return Path(name).is_file()
    return False
