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
        ('prompts = "loud"', "prompts: expected 'quiet', 'balanced' or 'eager'"),
    ],
)
def test_a_wrong_setting_is_told_in_plain_words(tmp_path: Path, written: str, sentence: str) -> None:
    (tmp_path / "settings.toml").write_text(written, "utf-8")
    with pytest.raises(InputError, match=sentence + r"\.$"):
        load_settings(tmp_path / "settings.toml")
