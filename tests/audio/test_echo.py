"""The caller in the agent's microphone: taken out, told of, and nothing touched where there is none."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import soxr

from assist.audio.chunk import SAMPLE_RATE, AudioChunk, Samples
from assist.audio.echo import EchoCanceller, without_echo
from assist.events import Channel, Utterance
from assist.speech.decoder import Inline
from assist.speech.listener import Listener
from models.load import load_engine
from tests.speech.calls import recording

ECHO = 10 ** (-3 / 20)


def echoed(sound: Samples, milliseconds: int) -> Samples:
    late = round(milliseconds * SAMPLE_RATE / 1000)
    return np.concatenate((np.zeros(late, np.float32), ECHO * sound))[: len(sound)].astype(np.float32)


def chunks(agent: Samples, client: Samples, size: int = 800) -> Iterator[AudioChunk]:
    for at in range(0, max(len(agent), len(client)), size):
        channels: tuple[tuple[Channel, Samples], ...] = (("agent", agent), ("client", client))
        for channel, samples in channels:
            if at < len(samples):
                yield AudioChunk(channel, at / SAMPLE_RATE, samples[at : at + size])


def heard(agent: Samples, client: Samples) -> tuple[dict[Channel, Samples], EchoCanceller]:
    canceller = EchoCanceller()
    parts: dict[Channel, list[Samples]] = {"agent": [], "client": []}
    for chunk in without_echo(chunks(agent, client), canceller):
        assert round(chunk.start * SAMPLE_RATE) == sum(map(len, parts[chunk.channel]))
        parts[chunk.channel].append(chunk.samples)
    return {channel: np.concatenate(some) for channel, some in parts.items() if some}, canceller


def said(samples: Samples) -> list[str]:
    listener = Listener(Inline(load_engine("bundled")))
    events = [
        event
        for at in range(0, len(samples), 1600)
        for event in listener.hear(AudioChunk("agent", at / SAMPLE_RATE, samples[at : at + 1600]))
    ]
    said = [event for event in (*events, *listener.finish()) if isinstance(event, Utterance)]
    return " ".join(one.text for one in said).split()


@pytest.fixture(scope="module")
def call() -> dict[Channel, Samples]:
    return {channel: sound[: 12 * SAMPLE_RATE] for channel, sound in recording("garage").items()}


def test_with_a_headset_the_microphone_comes_sample_for_sample(call: dict[Channel, Samples]) -> None:
    sound, canceller = heard(call["agent"], call["client"])
    assert np.array_equal(sound["agent"], call["agent"])
    assert np.array_equal(sound["client"], call["client"])
    assert not canceller.present


@pytest.mark.parametrize("milliseconds", [3, 120])
def test_the_callers_words_are_not_the_agents(call: dict[Channel, Samples], milliseconds: int) -> None:
    microphone = call["agent"] + echoed(call["client"], milliseconds)
    sound, canceller = heard(microphone, call["client"])
    assert canceller.present
    words = said(call["agent"])
    assert len(said(microphone)) > len(words) + 5  # else they are
    assert said(sound["agent"]) == words


@pytest.mark.parametrize("later", [0, 192])
def test_the_way_is_learned_in_two_seconds_wherever_a_block_begins(
    call: dict[Channel, Samples], later: int
) -> None:
    """A voice is a row of the same sounds: it depends on chance what of the way they show first."""
    voice = call["client"][np.flatnonzero(np.abs(call["client"]) > 0.003)[0] :][: 5 * SAMPLE_RATE]
    client = np.concatenate((np.zeros(4096 + later, np.float32), voice))
    echo = echoed(client, 40)
    sound, _ = heard(echo, client)
    known = slice(4096 + 2 * SAMPLE_RATE, None)
    assert np.square(sound["agent"][known]).sum() < 0.01 * np.square(echo[known]).sum()


@pytest.mark.parametrize("parts_per_million", [0, 100])
def test_the_agent_is_heard_while_both_speak(call: dict[Channel, Samples], parts_per_million: int) -> None:
    """The way of the echo is known from the caller's turns; then they speak all the while that the agent does."""
    client, agent = call["client"], call["agent"]
    voice = client[np.abs(client) > 0.003]
    both = np.concatenate((client, np.resize(voice, len(agent))))
    heard_by_the_microphone = soxr.resample(both, 1.0, 1 + parts_per_million / 1e6)[: len(both)]
    microphone = np.concatenate((agent, agent)) + echoed(heard_by_the_microphone, 40)
    sound, _ = heard(microphone, both)
    left = sound["agent"][len(agent) :]
    loud = np.abs(agent) > 0.05
    error = np.square(left - agent)[loud].mean() / np.square(agent)[loud].mean()
    assert 10 * np.log10(error) < -15


def test_a_headset_that_is_plugged_in_and_out(call: dict[Channel, Samples]) -> None:
    silent = np.zeros_like(call["agent"])
    sound, canceller = heard(np.concatenate((silent, echoed(call["client"], 30))), np.tile(call["client"], 2))
    assert canceller.present
    assert np.square(sound["agent"]).sum() < 0.05 * np.square(echoed(call["client"], 30)).sum()
    _, canceller = heard(np.concatenate((echoed(call["client"], 30), silent)), np.tile(call["client"], 2))
    assert not canceller.present


def test_a_caller_who_does_not_come_holds_nobody_up() -> None:
    agent = np.arange(8 * SAMPLE_RATE + 7, dtype=np.float32) / 1e6
    given = list(without_echo(chunks(agent, agent[:SAMPLE_RATE]), EchoCanceller()))
    ends = [chunk.end for chunk in given if chunk.channel == "agent"]
    assert len(ends) > 20 and ends[-1] == pytest.approx(len(agent) / SAMPLE_RATE)


def test_a_caller_who_was_late_is_still_found(call: dict[Channel, Samples]) -> None:
    """While the devices are opened, the agent's sound may be there some seconds before the caller's."""
    microphone = call["agent"] + echoed(call["client"], 40)
    late = 5 * SAMPLE_RATE

    def source() -> Iterator[AudioChunk]:
        yield from chunks(microphone[:late], microphone[:0])
        yield from chunks(microphone[:0], call["client"][:late])
        for chunk in chunks(microphone, call["client"]):
            if chunk.start * SAMPLE_RATE >= late:
                yield chunk

    canceller = EchoCanceller()
    given = [chunk.samples for chunk in without_echo(source(), canceller) if chunk.channel == "agent"]
    assert canceller.present
    assert said(np.concatenate(given)) == said(call["agent"])


def test_the_source_is_closed_with_it() -> None:
    closed = []

    def source() -> Iterator[AudioChunk]:
        try:
            yield from chunks(np.zeros(SAMPLE_RATE, np.float32), np.zeros(SAMPLE_RATE, np.float32))
        finally:
            closed.append(True)

    sound = without_echo(source(), EchoCanceller())
    next(sound)
    sound.close()  # type: ignore[attr-defined]
    assert closed
