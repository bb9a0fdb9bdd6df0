"""Which model a machine keeps up with, and which is taken when none is named."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from assist.cli import main
from assist.paths import data_folder, settings_file
from assist.settings import models_folder, save_settings
from models import load, probe
from models.catalogue import bundled, catalogue

MODELS = list(catalogue().values())


def quick_enough_for(name: str) -> float:
    """The slowest machine, in seconds a unit, that keeps up with a model."""
    return max(unit / 1000 for unit in range(1, 2000) if probe.keeps_up(catalogue()[name], unit / 1000))


def fetch(*names: str) -> None:
    for name in names:
        (models_folder() / name).mkdir()
        (models_folder() / name / "model.bin").touch()


def test_the_settings_name_another_folder_for_the_models(tmp_path: Path) -> None:
    (tmp_path / "tiny.en").mkdir()
    (tmp_path / "tiny.en" / "model.bin").touch()
    assert load.default_model() == "bundled"
    save_settings(settings_file(), {"models_folder": str(tmp_path)})
    assert load.default_model() == "tiny.en"
    assert load.model_folder("tiny.en") == (tmp_path / "tiny.en", "tiny.en")
    assert models_folder() == tmp_path


def test_a_slower_machine_keeps_up_with_less() -> None:
    limits = [quick_enough_for(name) for name in ("tiny.en", "base.en", "small.en")]
    assert limits == sorted(limits, reverse=True) and len(set(limits)) == 3
    assert probe.best(MODELS, min(limits)).name == "small.en"  # type: ignore[union-attr]
    assert probe.best(MODELS, limits[1]).name in ("base.en", "distil-small.en")  # type: ignore[union-attr]
    assert probe.best(MODELS, 100 * max(limits)).name == "tiny.en"  # type: ignore[union-attr]
    assert probe.best([], 0.1) is None
    assert probe.load(bundled(), 0.3) < probe.load(MODELS[0], 0.3)


def test_without_a_name_the_best_fetched_model_that_keeps_up_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load.default_model() == "bundled"
    fetch("small.en")
    assert load.default_model() == "small.en"  # the only one: no measurement
    assert not (data_folder() / "speed.json").exists()
    fetch("tiny.en")
    for unit, name in ((quick_enough_for("small.en"), "small.en"), (quick_enough_for("tiny.en"), "tiny.en")):
        monkeypatch.setattr(load, "unit_seconds", lambda unit=unit: unit)
        assert load.default_model() == name


def test_the_machine_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "_measured", iter([0.25]).__next__)
    assert [probe.unit_seconds(), probe.unit_seconds()] == [0.25, 0.25]
    path = data_folder() / "speed.json"
    assert path.stat().st_mode & 0o077 == 0
    for worthless in ("", "[]", '{"machine": "another", "unit_seconds": 9}'):
        path.write_text(worthless)
        monkeypatch.setattr(probe, "_measured", lambda: 0.5)
        assert probe.unit_seconds() == 0.5


def test_the_probe_measures_the_bundled_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "PROBE_SECONDS", 0.0001)
    assert 0 < probe.unit_seconds() < 60
    shape = probe.encode_once(1)().shape  # type: ignore[attr-defined]
    assert list(shape) == [1, 1500, 256]


@pytest.mark.parametrize(("wall", "cpu", "unit"), [(3.0, 0.3, 0.3), (0.15, 0.3, 0.15)])
def test_what_a_busy_machine_waits_for_is_not_its_slowness(
    monkeypatch: pytest.MonkeyPatch, wall: float, cpu: float, unit: float
) -> None:
    """Each run takes so many seconds by the wall, and so many of its threads' time."""
    runs: list[None] = []
    clock = SimpleNamespace(perf_counter=lambda: wall * len(runs), process_time=lambda: cpu * len(runs))
    monkeypatch.setattr(probe, "time", clock)
    monkeypatch.setattr(probe, "encode_once", lambda: lambda: runs.append(None))
    assert probe._measured() == pytest.approx(unit)


def test_what_has_come_of_a_model_is_listed_and_can_be_removed(capsys: pytest.CaptureFixture[str]) -> None:
    fetch("tiny.en")
    part = models_folder() / "base.en.part"
    part.mkdir()
    (part / "model.bin").write_bytes(bytes(63_000_000))
    save_settings(settings_file(), {"model": "tiny.en"})
    assert main(["models", "list"]) == 0
    lines = {line[2:].split()[0]: line for line in capsys.readouterr().out.splitlines() if line.strip()}
    assert lines["base.en"].endswith("63 MB of it fetched; a download goes on from there.")
    assert lines["tiny.en"].endswith("Fetched.") and not lines["bundled"].endswith("Fetched.")
    assert main(["models", "remove", "base.en"]) == 0
    assert capsys.readouterr().out == "base.en is removed.\n" and not part.exists()
    assert main(["models", "remove", "tiny.en"]) == 0
    assert "The settings still name it" in capsys.readouterr().out
    assert list(models_folder().iterdir()) == []
    assert main(["models", "remove", "bundled"]) == 2
    assert "no model 'bundled' to fetch" in capsys.readouterr().err


def test_the_list_says_which_model_this_machine_keeps_up_with(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    fetch("tiny.en")
    kept = {"machine": "", "unit_seconds": quick_enough_for("base.en")}
    assert main(["models", "list"]) == 0  # measures
    kept["machine"] = json.loads((data_folder() / "speed.json").read_text())["machine"]
    (data_folder() / "speed.json").write_text(json.dumps(kept))
    capsys.readouterr()
    assert main(["models", "list", "--json"]) == 0
    rows = {row["name"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert [name for name, row in rows.items() if row["here"]] == ["bundled", "tiny.en"]
    assert [name for name, row in rows.items() if row["default"]] == ["tiny.en"]
    assert rows["base.en"]["keeps_up"] and not rows["small.en"]["keeps_up"]
    assert sum(row["advised"] for row in rows.values()) == 1
    assert main(["models", "list"]) == 0
    text = capsys.readouterr().out
    save_settings(settings_file(), {"model": "bundled"})
    assert main(["models", "list"]) == 0
    assert "* bundled" in capsys.readouterr().out, "what the settings name is used"
    assert "* tiny.en" in text and text.count("Advised for this machine.") == 1 and "too slow here" in text
