from __future__ import annotations

import json
from pathlib import Path

import pytest

from assist.errors import InputError
from assist.speech.transcript import read_transcript


def written(folder: Path, *lines: str) -> Path:
    path = folder / "call.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def line(speaker: str, text: str, **times: float) -> str:
    return json.dumps({"speaker": speaker, "text": text, **times}, ensure_ascii=False)


def test_lines_without_times_are_spoken_at_150_words_a_minute(tmp_path: Path) -> None:
    path = written(
        tmp_path, line("agent", "Northgate Garage, this is Teresa."), line("client", "It’s broken.")
    )
    first, second = read_transcript(path)
    assert (first.id, first.channel, first.start, first.end) == (1, "agent", 0.0, pytest.approx(2.0))
    assert (second.id, second.channel, second.start) == (2, "client", pytest.approx(2.3))
    assert second.text == "It’s broken." and second.at == second.end == pytest.approx(3.1)
    assert [word.text for word in first.words] == ["Northgate", "Garage,", "this", "is", "Teresa."]
    assert [word.start for word in first.words] == pytest.approx([0.0, 0.4, 0.8, 1.2, 1.6])


def test_a_line_keeps_its_number_and_lines_come_by_their_end(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        line("client", "And then nobody ever called me back", start=1.0, end=6.0),
        "",
        line("agent", "mm-hm", start=3.0, end=3.4),
        line("agent", "I see", start=5.0, end=6.0),
    )
    assert [(line.id, line.end) for line in read_transcript(path)] == [(3, 3.4), (1, 6.0), (4, 6.0)]


def test_one_time_gives_the_other(tmp_path: Path) -> None:
    path = written(tmp_path, line("agent", "one two", start=4.0), line("agent", "one two", end=9.0))
    assert [(line.start, line.end) for line in read_transcript(path)] == [(4.0, 4.8), (8.2, 9.0)]


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        ("hello", "one JSON object"),
        ('["agent", "hello"]', "one JSON object"),
        ("[" * 100_000, "one JSON object"),
        ('{"text": "hello"}', '"speaker" to be "agent" or "client"'),
        (line("caller", "hello"), '"speaker" to be "agent" or "client"'),
        ('{"speaker": "agent"}', '"text" to be what was said'),
        (line("agent", "  "), '"text" to be what was said'),
        (line("agent", "hello", start=-1.0), '"start" to be seconds, from 0 to 360000'),
        (line("agent", "hello", start=1.5e6), '"start" to be seconds, from 0 to 360000'),
        (line("agent", "hello", start=float("nan")), '"start" to be seconds'),
        ('{"speaker": "agent", "text": "hello", "end": true}', '"end" to be seconds'),
        ('{"speaker": "agent", "text": "hello", "end": "2 s"}', '"end" to be seconds'),
        ('{"speaker": "agent", "text": "hello", "end": 1' + "0" * 400 + "}", '"end" to be seconds'),
        (line("agent", "hello", start=5.0, end=4.0), '"end" not before "start", 5'),
    ],
)
def test_a_bad_line_is_named_with_what_was_expected(tmp_path: Path, bad: str, expected: str) -> None:
    path = written(tmp_path, line("agent", "Hello."), bad)
    with pytest.raises(InputError) as caught:
        read_transcript(path)
    assert f"{path}, line 2: expected " in str(caught.value) and expected in str(caught.value)


def test_files_that_are_no_transcripts(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n\n")
    (tmp_path / "latin.jsonl").write_bytes(b'{"speaker": "agent", "text": "caf\xe9"}')
    for name, reason in {
        "none.jsonl": "no such file",
        "empty.jsonl": "empty",
        "latin.jsonl": "UTF-8",
    }.items():
        with pytest.raises(InputError, match=reason) as caught:
            read_transcript(tmp_path / name)
        assert str(tmp_path / name) in str(caught.value)
