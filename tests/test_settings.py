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
