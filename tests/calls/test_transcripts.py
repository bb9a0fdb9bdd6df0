"""Transcripts of other programs become utterances."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assist.calls.transcripts import read_written_call
from assist.errors import InputError

VTT = """WEBVTT

NOTE made elsewhere

1
00:01.000 --> 00:03.500 align:start
<v Agent>Good morning, this is <i>Anna</i>
and I am listening.

00:03.600 --> 00:05.000
<v.loud Caller>Nobody came &amp; nobody

00:05.100 --> 01:00:06.000
<v Caller>called!
"""
SRT = """1
00:00:01,000 --> 00:00:03,500
Agent: Good morning.

2
00:00:03,600 --> 00:00:05,000
CUSTOMER: Note: nobody came.

3
00:00:05,100 --> 00:00:06,000
And nobody called.
"""


def told(
    tmp_path: Path, name: str, text: str, agent: str | None = None
) -> list[tuple[str, float, float, str]]:
    (tmp_path / name).write_text(text)
    utterances = read_written_call(tmp_path / name, agent)
    assert [one.id for one in utterances] == list(range(1, len(utterances) + 1))
    assert all(" ".join(word.text for word in one.words) == one.text for one in utterances)
    return [(one.channel, one.start, one.end, one.text) for one in utterances]


def test_webvtt(tmp_path: Path) -> None:
    assert told(tmp_path, "call.vtt", VTT.replace("01:00:06", "00:06")) == [
        ("agent", 1.0, 3.5, "Good morning, this is Anna and I am listening."),
        ("client", 3.6, 6.0, "Nobody came & nobody called!"),
    ]


def test_srt_with_names_before_the_words(tmp_path: Path) -> None:
    assert told(tmp_path, "call.srt", SRT.replace("\n", "\r\n")) == [
        ("agent", 1.0, 3.5, "Good morning."),
        ("client", 3.6, 5.0, "Note: nobody came."),
        ("client", 5.1, 6.0, "And nobody called."),
    ]


def test_subtitles_without_names_are_all_the_agents(tmp_path: Path) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne thing: it is late.\n"
    assert told(tmp_path, "call.srt", text) == [("agent", 1.0, 2.0, "One thing: it is late.")]


def test_whispers_json(tmp_path: Path) -> None:
    words = [
        {"word": " Nobody", "start": 1.0, "end": 1.4, "probability": 0.8},
        {"word": " came.", "start": 1.4, "end": 2.0, "probability": 0.9},
    ]
    body = {
        "text": "x",
        "segments": [{"id": 0, "start": 1.0, "end": 2.0, "text": " Nobody came.", "words": words}],
    }
    assert told(tmp_path, "call.json", json.dumps(body)) == [("agent", 1.0, 2.0, "Nobody came.")]
    [utterance] = read_written_call(tmp_path / "call.json")
    assert [(word.start, word.probability) for word in utterance.words] == [(1.0, 0.8), (1.4, 0.9)]


def test_whisper_cpps_and_whisperxs_json(tmp_path: Path) -> None:
    cpp = {"transcription": [{"offsets": {"from": 1000, "to": 2500}, "text": " Nobody came."}]}
    assert told(tmp_path, "cpp.json", json.dumps(cpp)) == [("agent", 1.0, 2.5, "Nobody came.")]
    segments = [
        {"start": 0.0, "end": 1.0, "text": "Hello.", "speaker": "SPEAKER_01"},
        {"start": 1.0, "end": 2.0, "text": "Nobody came.", "speaker": "SPEAKER_00"},
    ]
    text = json.dumps({"segments": segments})
    assert [row[0] for row in told(tmp_path, "x.json", text, "speaker_01")] == ["agent", "client"]
    with pytest.raises(InputError, match="SPEAKER_01, SPEAKER_00, and not which of them is the agent"):
        read_written_call(tmp_path / "x.json")
    with pytest.raises(InputError, match="Bob does not speak in it"):
        read_written_call(tmp_path / "x.json", "Bob")


def _with_word(word: str) -> str:
    return f'{{"segments": [{{"start": 0, "end": 1, "text": "x", "words": [{word}]}}]}}'


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.vtt", "WEBVTT\n\n00:0x.0 --> 1\nHello\n", "line 3: expected times"),
        ("a.srt", "00:00:05,000 --> 00:00:01,000\nHello\n", "an end that is not before"),
        ("a.srt", "shopping list", "holds no subtitles"),
        ("a.json", "{", "expected JSON"),
        ("a.json", "[]", 'expected an object with "segments"'),
        ("a.json", '{"segments": [{"text": "x"}]}', "segment 1"),
        ("a.json", '{"segments": []}', "holds no words"),
        ("a.json", '{"segments": [{"start": %s, "end": 1, "text": "x"}]}' % ("9" * 400), "segment 1"),
        ("a.json", '{"transcription": [{"offsets": {"from": 0, "to": %s}}]}' % ("9" * 400), "segment 1"),
        ("a.json", _with_word('{"start": NaN, "word": "x"}'), "segment 1"),
        ("a.json", _with_word('{"start": -5, "end": 1e300, "word": "x"}'), "segment 1"),
        ("a.json", _with_word('{"start": 0, "end": 1, "word": null}'), "segment 1"),
        ("a.json", '{"transcription": [{"text": "x"}]}', "segment 1"),
        ("a.json", '{"segments": [{"start": 0, "end": 1, "text": "a \\ud800"}]}', "expected valid Unicode"),
        ("a.json", '{"segments": [{"start": 0, "end": 4e6, "text": "ms"}]}', "in seconds up to 360000"),
        ("a.json", '{"segments": [{"start": 0, "end": 1e999, "text": "no"}]}', "in seconds up to 360000"),
        ("a.srt", "99999:00:05,000 --> 99999:00:07,000\nHello\n", "in seconds up to 360000"),
        ("a.doc", "x", "expected a transcript"),
    ],
)
def test_what_is_no_transcript_is_said(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError) as problem:
        read_written_call(tmp_path / name)
    assert said in str(problem.value) and name in str(problem.value)
