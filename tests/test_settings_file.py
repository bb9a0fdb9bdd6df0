"""The windows write into the same file that a person writes."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from assist.errors import InputError
from assist.settings import Settings, load_settings, save_settings

BY_HAND = """\
# our words
words = ["Homebird"]  # the firm

[appearance]
theme = "dark"
"""


def test_changes_leave_what_a_person_wrote(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(BY_HAND)
    saved = save_settings(file, {"appearance.type_size": 1.5, "microphone": "Headset", "prompts": "quiet"})
    assert (saved.appearance.type_size, saved.appearance.theme) == (1.5, "dark")
    text = file.read_text()
    assert "# our words" in text and "# the firm" in text
    assert load_settings(file) == saved
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_mark_that_an_editor_puts_before_the_text_is_no_part_of_it(tmp_path: Path) -> None:
    """Windows' own editors do; playbooks and transcripts may begin with it, too."""
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xef\xbb\xbf" + BY_HAND.encode())
    assert load_settings(file).words == ("Homebird",)
    assert save_settings(file, {"microphone": "Headset"}).words == ("Homebird",)


def test_none_brings_the_default_back(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    save_settings(file, {"model": "base.en", "appearance.theme": "light", "dispositions": ("Done",)})
    saved = save_settings(file, {"model": None, "appearance.theme": None, "dispositions": None})
    assert saved == Settings()


def test_a_password_in_the_teams_address_is_never_written(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    with pytest.raises(InputError, match="a password does not belong in the address") as problem:
        save_settings(file, {"team": "postgresql://anna:hush@db.example/calls"})
    assert "hush" not in str(problem.value) and not file.exists()
    assert save_settings(file, {"team": "postgresql://anna@db.example/calls"}).team


@pytest.mark.parametrize("changes", [{"appearance.type_size": 3.0}, {"prompts": "loud"}, {"nonsense": 1}])
def test_a_wrong_value_is_never_written(tmp_path: Path, changes: dict[str, object]) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(BY_HAND)
    with pytest.raises(InputError, match="have a mistake"):
        save_settings(file, changes)
    assert file.read_text() == BY_HAND


def test_a_file_with_a_mistake_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("words = 3\n")
    with pytest.raises(InputError, match="words"):
        save_settings(file, {"prompts": "eager"})
    assert file.read_text() == "words = 3\n"
