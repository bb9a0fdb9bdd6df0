"""The settings file, as a person writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assist.errors import InputError
from assist.settings import load_settings


def test_a_country_is_checked_where_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('country = "US-CA"\n', "utf-8")
    assert load_settings(path).country == "US-CA"
    path.write_text('country = "Narnia"\n', "utf-8")
    with pytest.raises(InputError, match=r"country.*Narnia"):
        load_settings(path)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ('mdel = "base.en"', r"there is no setting mdel \(is it model\?\)"),
        ('words = "Lawson"', "words: expected a list"),
        ("[retention]\ntext_days = 'ten'", "retention.text_days: expected a whole number"),
        ("[retention]\naudio_days = -1", "retention.audio_days: expected at least 0"),
        ("retention = 3", r"retention: expected a table, \[retention\] with its own keys below it"),
        ("[appearance]\ntype_size = 3", "appearance.type_size: expected at most 2"),
        ("microphone = 1.5", "mistake: microphone: expected a name in quotes, or a number"),
        ("caller = true", "mistake: caller: expected a name in quotes, or a number"),
        ('dispositions = ["Solved", 1]', "mistake: dispositions, number 2: expected a text in quotes"),
        ("welcomed = 2", "welcomed: expected true or false"),
        ('prompts = "loud"', "prompts: expected 'quiet', 'balanced' or 'eager'"),
    ],
)
def test_a_wrong_setting_is_told_in_plain_words(tmp_path: Path, written: str, sentence: str) -> None:
    (tmp_path / "settings.toml").write_text(written, "utf-8")
    with pytest.raises(InputError, match=sentence + r"\.$"):
        load_settings(tmp_path / "settings.toml")


@pytest.mark.parametrize(
    ("written", "sentence"),
    [(b"[retention", "not valid TOML: .*line 1"), (b"\xff\xfe", "expected a text file in UTF-8")],
)
def test_what_is_no_settings_file_is_named(tmp_path: Path, written: bytes, sentence: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(written + b"\nwords = []\n")
    with pytest.raises(InputError, match=sentence) as told:
        load_settings(path)
    assert str(path) in str(told.value)
