"""Which playbooks there are."""

from __future__ import annotations

from assist.coach.playbook import list_playbooks, load_playbook
from assist.errors import InputError
from assist.paths import playbook_folder


def playbooks() -> list[tuple[str, str]]:
    """Names and titles: those that come with the program, and a team lead's own."""
    found = [(name, load_playbook(name).title) for name in list_playbooks()]
    for file in sorted(playbook_folder().glob("*.toml")):
        try:
            found.append((file.stem, load_playbook(str(file)).title))
        except InputError:
            continue  # `playbook check` says what is wrong with it; it cannot be chosen until then
    return found
