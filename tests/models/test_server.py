"""A speech server in place of the model, and the model in place of a server that stops answering."""

from __future__ import annotations

import json
import threading
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assist.audio.chunk import SAMPLE_RATE, Samples
from assist.cli import call
from assist.errors import InputError
from assist.events import Event, Notice, Partial, Utterance
from assist.settings import Settings
from assist.speech.decoder import Inline
from assist.speech.engine import EngineError, Transcription
from assist.speech.listener import Listener
from assist.speech.scheduler import Scheduler
from assist.speech.standby import WithStandby
from models.server import TranscriptionServer
from models.server_answer import Answer
from tests.models.speech_server import SpeechServer, as_sent, serving, wait_for
from tests.speech.calls import CountingEngine, cut, listened, recording

SOUND = recording("garage")["agent"][SAMPLE_RATE // 2 : 3 * SAMPLE_RATE]
TENTH = [1600]


@pytest.fixture
def server() -> Iterator[SpeechServer]:
    with serving() as server:
        yield server


def engine(server: SpeechServer, *words: str, key: str | None = None) -> TranscriptionServer:
    return TranscriptionServer(server.address, "large-v3", words, key, answer_seconds=1.0)


def test_the_servers_words_and_times_are_the_utterances(server: SpeechServer) -> None:
    said = engine(server, "Northgate", "Teresa").final(SOUND)
    expected = CountingEngine().final(as_sent(SOUND))
    assert said.text == expected.text and len(said.words) == 10
    assert [(word.start, word.end) for word in said.words] == [(w.start, w.end) for w in expected.words]
    [fields] = server.heard
    assert np.array_equal(fields.pop("file"), as_sent(SOUND))
    assert fields == {
        "model": "large-v3", "language": "en", "temperature": "0", "prompt": "Northgate, Teresa",
        "response_format": "verbose_json", "timestamp_granularities[]": "word",
    }  # fmt: skip


def test_a_partial_is_the_text_alone_over_the_same_connection(server: SpeechServer) -> None:
    hears = engine(server)
    hears.warm_up()
    assert [hears.partial(SOUND).text for _ in range(3)] == [
        CountingEngine().partial(as_sent(SOUND)).text
    ] * 3
    assert server.connections == 1
    assert all(fields["response_format"] == "json" for fields in server.heard)
    hears.close()


def test_a_connection_that_the_server_closed_meanwhile_is_opened_again() -> None:
    with serving() as first:
        hears = engine(first)
        hears.warm_up()
    with serving(first.port) as second:
        assert hears.final(SOUND).text
        assert second.connections == 1


def test_silence_is_not_sent(server: SpeechServer) -> None:
    assert engine(server).final(np.zeros(SAMPLE_RATE, np.float32)).text == ""
    assert engine(server).partial(np.zeros(SAMPLE_RATE, np.float32)).text == ""
    assert server.heard == []


def test_a_server_of_plain_text_gives_words_evenly_spread(server: SpeechServer) -> None:
    server.only_plain = True
    hears = engine(server)
    for _ in range(2):
        said = hears.final(SOUND)
        assert said.text == CountingEngine().partial(as_sent(SOUND)).text
        assert [word.start for word in said.words] == pytest.approx(np.arange(10) * 0.25)
        assert said.words[-1].end == pytest.approx(2.5)
    assert [fields["response_format"] for fields in server.heard] == ["verbose_json", "json", "json"]


def test_an_echo_of_the_words_to_expect_is_asked_again_without_them(server: SpeechServer) -> None:
    def answer(fields: dict[str, object]) -> dict[str, object]:
        return {"text": "Northgate, Teresa." if "prompt" in fields else "The brakes still scream."}

    server.answer = answer  # type: ignore[method-assign, assignment]
    assert engine(server, "Northgate", "Teresa").final(SOUND).text == "The brakes still scream."
    assert engine(server, "Northgate", "Teresa").partial(SOUND).text == ""


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (500, None, "error 500"),
        (401, None, "refuses the key"),
        (404, None, "no model 'large-v3'"),
        (200, b"<html>", "something else than a transcription"),
        (200, b"[1]", "something else than a transcription"),
        (200, b"[" * 100_000, "something else than a transcription"),
        (200, b'{"text": 7}', "something else than a transcription"),
        (200, b" " * 5_000_000, "cannot be reached"),
    ],
)
def test_a_wrong_answer_is_said_in_one_sentence(
    server: SpeechServer, status: int, body: bytes | None, reason: str
) -> None:
    server.status, server.body = status, body
    with pytest.raises(EngineError) as caught:
        engine(server).final(SOUND)
    assert reason in str(caught.value) and f"127.0.0.1:{server.port}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_key_is_sent(server: SpeechServer) -> None:
    server.key = "secret"
    assert engine(server, key="secret").final(SOUND).text
    with pytest.raises(EngineError, match="refuses the key"):
        engine(server, key="other").final(SOUND)


def test_no_answer_in_time_is_none(server: SpeechServer) -> None:
    for manner in ("waits", "trickles"):
        setattr(server, manner, 30.0)
        with pytest.raises(EngineError, match="no answer in time"):
            engine(server).final(SOUND)
        setattr(server, manner, 0.0)


@pytest.mark.parametrize(
    "address",
    ["", "gpu.example:8000", "ftp://gpu.example", "http://", "http://x:99999", "http://u:p@x", "http://[1"],
)
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(InputError, match=r"speech_server: .* expected one such as http"):
        TranscriptionServer(address, "whisper-1")


def test_the_path_may_be_given_with_its_version() -> None:
    for address in ("http://gpu.example:8000", "http://gpu.example:8000/", "http://gpu.example:8000/v1"):
        assert TranscriptionServer(address, "whisper-1")._path == "/v1/audio/transcriptions"
    assert TranscriptionServer("https://x/speech/v1/", "m")._path == "/speech/v1/audio/transcriptions"


# --- what servers answer -------------------------------------------------------------------------------


def verbose(text: str, words: object, segments: object = None) -> Answer:
    return Answer(json.dumps({"text": text, "words": words, "segments": segments}).encode())


def test_words_that_lack_the_texts_punctuation_get_it() -> None:
    words = [
        {"word": "No", "start": 0.1, "end": 0.3},
        {"word": " I'm", "start": 0.4, "end": 0.6},
        {"word": "furious", "start": 0.6, "end": 1.2, "probability": 0.5},
    ]
    heard = verbose(" No! I\u2019m furious. ", words).words(2.0)
    assert [(word.text, word.start, word.end, word.probability) for word in heard] == [
        ("No!", 0.1, 0.3, 1.0), ("I\u2019m", 0.4, 0.6, 1.0), ("furious.", 0.6, 1.2, 0.5)
    ]  # fmt: skip


def test_words_without_a_time_lie_between_the_others() -> None:
    words = [{"word": "one", "start": 0.0, "end": 1.0}, {"word": "four", "start": 3.0, "end": 9.0}]
    heard = verbose("one two three four five", words).words(4.0)
    assert [(word.start, word.end) for word in heard] == [(0, 1), (1, 2), (2, 3), (3, 4), (4, 4)]


def test_words_within_segments_and_times_that_are_none() -> None:
    segments = [
        {"words": [{"word": "hello", "start": "x", "end": None}, {"word": "there", "start": 5, "end": 1}]}
    ]
    heard = verbose("Hello there", "no list", segments).words(1.0)
    assert [(word.start, word.end) for word in heard] == [(0, 0.5), (0.5, 1)]


def test_what_the_server_itself_doubts_is_no_word() -> None:
    def answer(log_probability: float, no_speech: float) -> Answer:
        segment = {"start": 0, "avg_logprob": log_probability, "no_speech_prob": no_speech}
        return verbose("Thank you.", [], [segment])

    assert answer(-0.8, 0.9).invented and answer(-1.1, 0.1).invented and answer(-1.3, 0.0).invented
    assert not answer(-0.2, 0.9).invented and not verbose("Thank you.", []).invented
    assert verbose("and then " * 12, []).invented


def test_letters_that_no_file_can_hold_and_numbers_beyond_all_are_none() -> None:
    body = b'{"text": "Nobody \\ud800came\\u0000 at all.", "words": [{"word": "at", "start": 1%s, "end": 2}]}'
    heard = Answer(body % (b"0" * 400))
    assert heard.text == "Nobody came at all."
    assert [word.text for word in heard.words(4.0)] == ["Nobody", "came", "at", "all."]


# --- the model on this machine takes over -----------------------------------------------------------------


def said(events: list[Event]) -> list[tuple[int, str, float, float, int]]:
    return [
        (event.id, event.channel, event.start, event.end, len(event.words))
        for event in events
        if isinstance(event, Utterance)
    ]


@pytest.mark.parametrize("decoder", [Inline, Scheduler])
def test_a_server_that_dies_in_mid_call_costs_no_word_and_is_told_once(
    decoder: type[Inline] | type[Scheduler],
) -> None:
    chunks = cut(recording("garage"), TENTH)
    alone = listened(Listener(Inline(CountingEngine())), chunks)
    with serving() as server:
        both = WithStandby(engine(server), CountingEngine(), retry_seconds=60)
        listener = Listener(decoder(both))
        events: list[Event] = []
        for chunk in chunks[: len(chunks) // 2]:
            events += listener.hear(chunk)
        wait_for(lambda: len(server.heard) > 2)
    for chunk in chunks[len(chunks) // 2 :]:
        events += listener.hear(chunk)
    events += listener.finish()
    both.close()
    assert said(events) == said(alone)
    texts = [event.text for event in events if isinstance(event, Notice) and "takes over" in event.text]
    assert len(texts) == 1
    assert texts[0].startswith(f"The speech server 127.0.0.1:{server.port} cannot be reached")
    assert texts[0].endswith("The model counting on this machine takes over.")
    if decoder is Inline:
        assert sum(isinstance(event, Partial) for event in events) == sum(
            isinstance(e, Partial) for e in alone
        )


@pytest.mark.parametrize("kind", ["partial", "final", "warm_up"])
def test_whatever_becomes_of_the_server_costs_no_word(kind: str) -> None:
    """A failure that nobody foresaw is a failure: the words go to the model on this machine."""

    class Odd(CountingEngine):
        name = "The speech server gpu"
        broken = True

        def warm_up(self) -> None:
            if self.broken:
                raise OverflowError("math range error")

        def partial(self, samples: Samples) -> Transcription:
            raise OverflowError("math range error")

        def final(self, samples: Samples, hurried: bool = False) -> Transcription:
            raise OverflowError("math range error")

    odd, local = Odd(), CountingEngine()
    both = WithStandby(odd, local, retry_seconds=0.05)
    if kind == "warm_up":
        both.warm_up()
    elif kind == "partial":
        assert both.partial(SOUND).text
    assert both.final(SOUND).text and len(local.finals) == 1
    assert both.news() == (
        "The speech server gpu failed (math range error). The model counting on this machine takes over."
    )
    odd.broken = False
    wait_for(lambda: both.name == "The speech server gpu")
    both.close()


def test_a_servers_doubts_beyond_all_numbers_are_none() -> None:
    heard = verbose("Hello", [{"word": "Hello", "start": 0, "end": 1}], [{"start": 0, "avg_logprob": 1000}])
    assert [word.probability for word in heard.words(1.0)] == [1.0]


def test_a_server_that_comes_back_is_asked_again() -> None:
    with serving() as server:
        local = CountingEngine()
        both = WithStandby(engine(server), local, retry_seconds=0.05)
        both.warm_up()
        assert both.final(SOUND).text and not local.finals
        server.status = 503
        assert both.final(SOUND).text and len(local.finals) == 1
        assert both.name == "counting"
        assert "error 503" in str(both.news()) and both.news() is None
        heard = len(server.heard)
        wait_for(lambda: len(server.heard) > heard + 1)  # asked in vain, and nobody waited for it
        server.status = 200
        wait_for(lambda: both.name.startswith("The speech server"))
        assert (
            both.news() == f"The speech server 127.0.0.1:{server.port} answers again." and both.news() is None
        )
        assert both.final(SOUND).text and len(local.finals) == 1
        both.close()


def test_a_server_that_the_settings_no_longer_name_is_asked_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as server:
        server.status = 503
        both = WithStandby(engine(server), CountingEngine(), retry_seconds=0.05)
        loaded = iter([both, CountingEngine()])
        monkeypatch.setattr(call, "engine", lambda options, chosen: next(loaded))
        engines = call.Engines(Namespace(model=None))
        engines.of(Settings(speech_server=server.address)).warm_up()
        wait_for(lambda: len(server.heard) > 1)
        assert engines.of(Settings()).name == "counting"
        assert "engine retry" not in [thread.name for thread in threading.enumerate()]


def test_a_server_that_is_not_there_at_the_start_is_told(tmp_path: Path) -> None:
    with serving() as server:
        address = server.address
    both = WithStandby(TranscriptionServer(address, "large-v3"), CountingEngine(), retry_seconds=60)
    both.warm_up()
    assert "cannot be reached" in str(both.news())
    assert both.partial(SOUND).text
    both.close()
