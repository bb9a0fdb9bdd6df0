#!/usr/bin/env python3
"""Measures the live words of two-channel calls, beside a growing-buffer baseline. Prints one JSON object.

On the virtual clock (the default) the sound comes at its own pace and every decoding takes as long as the
CPU seconds it cost, on one thread; so it can be run on a busy machine, and faster than life. `--clock wall`
runs the real scheduler at real pace: for a quiet machine. Calls are synthetic and their words' times are the
synthesis's own. Needs espeak-ng, flite and `pip install -e '.[dev]'`.

    python scripts/bench_speech.py --quick
    python scripts/bench_speech.py --quick --ours-alone --only delays --costs 0.02 0.0125
    python scripts/bench_speech.py --quick --clock wall --ours-alone --only delays,slow,start
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, which loads `assist` before numpy

import numpy as np
from faster_whisper import WhisperModel

from assist.audio.chunk import SAMPLE_RATE, Samples
from assist.events import CHANNELS, Channel, Event, Notice, Utterance
from assist.speech.decoder import Inline
from assist.speech.engine import NOTHING, SpeechEngine, Transcription
from assist.speech.listener import Listener
from models.catalogue import BUNDLED
from models.whisper import FasterWhisper
from speech_bench import calls, clocks, shapes
from speech_bench.baseline import captioned
from speech_bench.figures import (
    Heard,
    error_rate,
    heard_by_captions,
    heard_by_listener,
    heard_right,
    lost_ends,
    quantiles,
)

Figures = dict[str, Any]
SLOW_FROM, SLOW_UNTIL, SLOW_FACTOR = 30.0, 90.0, 2.0


class Bench:
    """One run: which model, which clock, how much of everything."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.quick: bool = options.quick
        self.wall: bool = options.clock == "wall"
        self.threads: int = options.threads
        self.ours_alone: bool = options.ours_alone
        self.folder: Path = options.model
        self.hour_minutes: int = options.minutes or (9 if self.quick else 60)
        self.engine = FasterWhisper(self.folder, "benched", threads=self.threads)
        self.engine.warm_up()
        self.offline = WhisperModel(
            str(self.folder), device="cpu", compute_type="int8", cpu_threads=self.threads
        )
        self.costs = clocks.Costs(*options.costs) if options.costs else None
        self._play = clocks.by_the_wall if self.wall else partial(clocks.virtually, costs=self.costs)

    def calls(self) -> list[calls.Call]:
        """Clean, over the telephone, in noise, talking over one another; and those that come with the program."""
        names = ["call_1"] if self.quick else ["call_1", "call_2"]
        made = []
        for name in names:
            lines, speakers = calls.heldout_lines(name), calls.SPEAKERS[name]
            lines = lines[:12] if self.quick else lines
            clean = calls.spoken_call("clean", lines, speakers)
            made += [clean, calls.telephone(clean), calls.noisy(clean)]
            made.append(calls.spoken_call("overlap", lines, speakers, pause=-0.7))
        bundled = calls.sample_call(calls.REPOSITORY / "assist" / "calls" / "samples" / "sitter.flac")
        if self.quick:
            return [*made, replace(calls.one_after_another([bundled], 60.0), name=bundled.name)]
        samples = sorted((calls.REPOSITORY / "tests" / "samples").glob("*.flac"))
        return [*made, *(calls.sample_call(path) for path in samples), bundled]

    def delays(self) -> Figures:
        """Delays, flicker, errors and cost of every call, ours and the baseline's."""
        groups: dict[str, list[calls.Call]] = {}
        for call in self.calls():
            kind = call.name if call.name in ("clean", "telephone", "noise", "overlap") else "bundled"
            groups.setdefault(kind, []).append(call)
        result = {}
        for kind, group in groups.items():
            result[kind] = self._group(group)
            print(kind, json.dumps(result[kind]), file=sys.stderr)
        return result

    def _group(self, group: list[calls.Call]) -> Figures:
        ours, theirs, offline = Tally(), Tally(), []
        for call in group:
            print(f"{call.name}: {call.seconds:.0f} s", file=sys.stderr)
            run = clocks.whole(self._play(call.chunks(), self.engine))
            heard = {channel: heard_by_listener(run.events, channel) for channel in CHANNELS}
            ours.add(call, heard, run.cpu_seconds)
            ours.decodings += run.decodings
            ours.changed += changed_finals(run.events)
            ours.out_of_place += out_of_place(call, run.events)
            if self.ours_alone:
                continue
            captions, cpu = captioned(self.offline, call, self.wall)
            theirs.add(call, {c: heard_by_captions(captions[c], ()) for c in CHANNELS}, cpu)
            offline.append((call.speech_seconds, self._offline_error(call)))
        result: Figures = {"seconds": round(sum(call.seconds for call in group)), "ours": ours.figures()}
        if self.ours_alone:
            return result
        one, other = result["ours"], theirs.figures()
        weight = sum(seconds for seconds, _ in offline)
        result["baseline"] = other
        result["offline_wer"] = round(sum(seconds * wer for seconds, wer in offline) / weight, 2)
        result["wer_above_offline"] = round(one["wer"] - result["offline_wer"], 2)
        result["stable_to_baseline"] = round(one["stable"]["p50"] / max(0.01, other["stable"]["p50"]), 2)
        result["cpu_to_baseline"] = round(one["cpu_per_speech_second"] / other["cpu_per_speech_second"], 2)
        return result

    def _offline_error(self, call: calls.Call) -> float:
        """faster-whisper offline, the best of three: each whole channel without its voice filter and with it,
        and turn by turn, cut where the synthesis says."""
        rates = [error_rate(call, {channel: self._turn_by_turn(call, channel) for channel in CHANNELS})]
        for voice_filter in (False, True):
            texts: dict[Channel, list[str]] = {}
            for channel in CHANNELS:
                found, _ = self.offline.transcribe(
                    call.sound[channel], language="en", beam_size=5, condition_on_previous_text=False,
                    vad_filter=voice_filter,
                )  # fmt: skip
                texts[channel] = [word for segment in found for word in segment.text.split()]
            rates.append(error_rate(call, texts))
        return min(rates)

    def _turn_by_turn(self, call: calls.Call, channel: Channel) -> list[str]:
        words: list[str] = []
        for turn in call.turns[channel]:
            first, last = (round(at * SAMPLE_RATE) for at in (turn[0].start - 0.3, turn[-1].end + 0.2))
            found, _ = self.offline.transcribe(
                call.sound[channel][max(0, first) : last], language="en", beam_size=5,
                condition_on_previous_text=False, without_timestamps=True,
            )  # fmt: skip
            words += [word for segment in found for word in segment.text.split()]
        return words

    def tails(self) -> Figures:
        """Utterances one by one, clean, over the telephone and in noise: are their last words there?"""
        sentences = calls.heldout_sentences()
        count = 60 if self.quick else 501
        voices = list(calls.SPEAKERS.values())
        lost = turns = 0
        for index in range(0, count, 30):
            lines: list[tuple[Channel, str]] = [
                (CHANNELS[n % 2], sentences[n % len(sentences)]) for n in range(index, min(count, index + 30))
            ]
            call = calls.spoken_call(f"tails {index}", lines, voices[index % len(voices)])
            call = (lambda one: one, calls.telephone, calls.noisy)[index // 30 % 3](call)
            listener = Listener(Inline(FinalsOnly(self.engine)))
            events = [event for chunk in call.chunks() for event in listener.hear(chunk)]
            events += listener.finish()
            heard = {channel: heard_by_listener([(0.0, e) for e in events], channel) for channel in CHANNELS}
            more = lost_ends(call, heard)
            for channel in CHANNELS if more[0] else ():
                said = " ".join(word.text for word in call.words(channel))
                found = " ".join(word.text for word in heard[channel].words)
                print(f"{call.name}: {said}\n  heard: {found}", file=sys.stderr)
            lost, turns = lost + more[0], turns + more[1]
        return {"utterances": turns, "last_two_words_lost": lost}

    def silence(self) -> Figures:
        """Words where nobody speaks, and what listening costs."""
        minutes = 1.0 if self.quick else 10.0
        result: Figures = {"minutes_each": minutes}
        for name, sound in calls.nobody_speaks(60 * minutes).items():
            call = calls.Call(name, dict.fromkeys(CHANNELS, sound), {c: [] for c in CHANNELS})
            begun = time.process_time()
            listener = Listener(Inline(self.engine))
            events = [event for chunk in call.chunks() for event in listener.hear(chunk)]
            events += listener.finish()
            words = sum(len(event.words) for event in utterances(events))
            result[name] = {
                "words_a_minute": round(words / minutes / 2, 3),
                "cpu_per_second": round((time.process_time() - begun) / call.seconds, 4),
            }
        return result

    def gates(self) -> Figures:
        """The same sound in 8 s pieces straight into the model, as if voice activity had been fooled each time."""
        words = pieces = 0
        for sound in calls.nobody_speaks(40 if self.quick else 160).values():
            for at in range(0, len(sound), 8 * SAMPLE_RATE):
                pieces += 1
                words += len(self.engine.final(sound[at : at + 8 * SAMPLE_RATE]).words)
        return {"pieces": pieces, "words": words}

    def hour(self) -> Figures:
        """A long call on the virtual clock: does a second cost at the end what it cost at the beginning?"""
        made = [call for call in self.calls() if call.name in ("clean", "overlap")]
        call = calls.one_after_another(made, 60.0 * self.hour_minutes)
        sixth = 60.0 * self.hour_minutes / 6
        cpu: list[float] = []
        paces: list[float] = []
        memory_early = memory_most = 0.0
        # decoded anew each minute, the same sound tells whether the machine is still what it was
        known = call.sound["client"][: 8 * SAMPLE_RATE]
        pace, minutes = 0.0, 0
        for now, run in clocks.virtually(call.chunks(), self.engine, costs=self.costs):
            run.events.clear()  # what the bench itself keeps is no memory of the listener's
            run.decodings.clear()
            if now >= 60.0 * (minutes + 1):
                begun = time.process_time()
                self.engine.final(known)
                pace, minutes = pace + time.process_time() - begun, minutes + 1
            if len(cpu) < 6 and now >= sixth * (len(cpu) + 1):
                cpu.append(run.cpu_seconds - pace)
                paces.append(pace)
                print(
                    f"{now / 60:.0f} min, {cpu[-1]:.0f} CPU s, the known sound {pace:.2f} s, {megabytes():.0f} MB",
                    file=sys.stderr,
                )
            if now <= min(300.0, sixth):
                memory_early = megabytes()
            elif round(now * 10) % 50 == 0:
                memory_most = max(memory_most, megabytes())
        speech = [_speech(call, sixth * part, sixth * (part + 1)) for part in range(6)]
        first, last = cpu[0] / speech[0], (cpu[5] - cpu[4]) / speech[5]
        return {
            "minutes": self.hour_minutes,
            "cpu_per_speech_second_first_sixth": round(first, 4),
            "cpu_per_speech_second_last_sixth": round(last, 4),
            "last_over_first": round(last / first, 3),
            "same_sound_last_over_first": round((paces[5] - paces[4]) / paces[0], 3),
            "memory_grown_mb": round(memory_most - memory_early, 1),
        }

    def slow(self) -> Figures:
        """For a minute the model takes twice the time of what it hears."""
        lines = calls.heldout_lines("call_1")
        call = calls.one_after_another([calls.spoken_call("clean", lines, calls.SPEAKERS["call_1"])], 130.0)

        def slowness(start: float, seconds: float) -> float:
            return SLOW_FACTOR * seconds if SLOW_FROM <= start < SLOW_UNTIL else 0.0

        run = clocks.whole(self._play(call.chunks(), self.engine, slowness))
        listener = Listener(Inline(self.engine))
        calm = [event for chunk in call.chunks() for event in listener.hear(chunk)]
        calm += listener.finish()
        spans = sorted((event.channel, event.start, event.end) for event in utterances(calm))
        kept = sorted(
            (event.channel, event.start, event.end) for _, event in run.events if isinstance(event, Utterance)
        )
        return {
            "slow_seconds": SLOW_UNTIL - SLOW_FROM,
            "worst_lag": round(run.worst_lag, 1),
            "caught_up_after": round(max(0.0, run.caught_up_at - SLOW_UNTIL), 1),
            "utterances": len(kept),
            "utterances_lost": len(set(spans) - set(kept)),
            "said": [(round(at, 1), event.text) for at, event in run.events if isinstance(event, Notice)],
        }

    def start(self) -> Figures:
        """The first text of a call against the first text of any later utterance."""
        made = self.calls()[0]
        first, later = [], []
        for _ in range(1 if self.wall else 3):
            engine = FasterWhisper(self.folder, "fresh", threads=self.threads)
            engine.warm_up()  # as the program does before Start
            run = clocks.whole(self._play(made.chunks(), engine))
            shown: dict[tuple[Channel, float], float] = {}
            for at, event in run.events:
                if getattr(event, "text", "") and not isinstance(event, Notice):
                    shown.setdefault((event.channel, event.start), at - event.start)
            delays = list(shown.values())
            first.append(delays[0])
            later += delays[1:]
            engine.close()
        return {"first_text_after_voice": quantiles(first), "steady": quantiles(later)}


class Tally:
    """Figures of one way of hearing over several calls."""

    def __init__(self) -> None:
        self.shown: list[float] = []
        self.stable: list[float] = []
        self.finals: list[float] = []
        self.words = self.taken_back = self.lost = self.turns = self.changed = self.out_of_place = 0
        self.cpu = self.speech = self.wrong = 0.0
        self.decodings: list[tuple[float, float]] = []

    def add(self, call: calls.Call, heard: dict[Channel, Heard], cpu: float) -> None:
        for pair in heard_right(call, heard):
            self.shown.append(pair.heard.shown_at - pair.spoken.end)
            self.stable.append(pair.heard.stable_at - pair.spoken.end)
        for channel in CHANNELS:
            spoken = call.words(channel)
            self.finals += [
                at - max((word.end for word in spoken if word.start < end), default=at)
                for end, at in heard[channel].ends
            ]
            self.words += len(heard[channel].words)
            self.taken_back += heard[channel].taken_back
        texts = {channel: [word.text for word in heard[channel].words] for channel in CHANNELS}
        lost, turns = lost_ends(call, heard)
        self.lost, self.turns = self.lost + lost, self.turns + turns
        self.cpu, self.speech = self.cpu + cpu, self.speech + call.speech_seconds
        self.wrong += call.speech_seconds * error_rate(call, texts)

    def figures(self) -> Figures:
        result: Figures = {"first_shown": quantiles(self.shown), "stable": quantiles(self.stable)}
        if self.finals:
            result["end_to_final"] = quantiles(self.finals)
            result["finals_changed_after"] = self.changed
            result["utterance_times_off_by_more_than_0.1"] = self.out_of_place
        if self.decodings:
            a_second, a_decoding = np.polyfit(*zip(*self.decodings, strict=True), 1)
            result["costs"] = [round(float(a_decoding), 4), round(float(a_second), 4)]
        return result | {
            "taken_back_per_word": round(self.taken_back / max(1, self.words), 3),
            "wer": round(self.wrong / self.speech, 2),
            "last_two_words_lost": self.lost,
            "turns": self.turns,
            "cpu_per_speech_second": round(self.cpu / self.speech, 3),
        }


class FinalsOnly:
    """An engine that is asked for finals alone."""

    def __init__(self, engine: SpeechEngine) -> None:
        self.name, self.final = engine.name, engine.final
        self.warm_up, self.news, self.close = engine.warm_up, engine.news, engine.close

    def partial(self, samples: Samples) -> Transcription:
        return NOTHING


def changed_finals(events: list[tuple[float, Event]]) -> int:
    """Finals that came more than once, or that a partial followed."""
    seen: set[Any] = set()
    changed = 0
    for _, event in events:
        if isinstance(event, Utterance):
            changed += event.id in seen
            seen |= {event.id, (event.channel, event.start)}
        elif event.type == "partial":
            changed += (event.channel, event.start) in seen
    return changed


def out_of_place(call: calls.Call, events: list[tuple[float, Event]]) -> int:
    """Utterances whose begin or end is more than 0.1 s off the words spoken in it."""
    wrong = 0
    for event in utterances(event for _, event in events):
        inside = [w for w in call.words(event.channel) if w.start < event.end and w.end > event.start]
        wrong += (
            not inside or abs(event.start - inside[0].start) > 0.1 or abs(event.end - inside[-1].end) > 0.1
        )
    return wrong


def utterances(events: Any) -> list[Utterance]:
    return [event for event in events if isinstance(event, Utterance)]


def _speech(call: calls.Call, start: float, end: float) -> float:
    turns = [turn for channel in CHANNELS for turn in call.turns[channel] if start <= turn[0].start < end]
    return sum(turn[-1].end - turn[0].start for turn in turns)


def megabytes() -> float:
    """Memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def shape_costs(folder: Path, quick: bool) -> Figures:
    """What the true shapes of real models cost here, in seconds and in units of the program's own probe."""
    runs = 3 if quick else 9
    result: Figures = {}
    for threads in range(1, (os.cpu_count() or 1) + 1):
        one = shapes.unit(threads, runs)
        result[f"{threads} threads"] = {"probe_cpu_s": round(one, 3)}
        for path in sorted(path for path in folder.iterdir() if (path / "model.bin").is_file()):
            cost = shapes.costs(path, threads, runs)
            cost["partial_units"] = round(cost["partial_cpu_s"] / one, 2)
            cost["final_units"] = round(cost["final_cpu_s"] / one, 2)
            result[f"{threads} threads"][path.name] = cost
            print(path.name, threads, cost, file=sys.stderr)
    return result


SECTIONS = ("delays", "tails", "silence", "gates", "slow", "start", "hour")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, default=BUNDLED, help="a folder (default: the bundled model)")
    parser.add_argument("--clock", choices=["virtual", "wall"], default="virtual")
    parser.add_argument(
        "--threads", type=int, default=1, help="of the model (default 1; the virtual clock counts one)"
    )
    parser.add_argument(
        "--quick", action="store_true", help="one short call of each kind, little of the rest"
    )
    parser.add_argument(
        "--ours-alone", action="store_true", help="delays without the baseline and without offline decoding"
    )
    parser.add_argument(
        "--costs", type=float, nargs=2, metavar=("DECODING", "SECOND"),
        help="what the virtual clock takes a decoding to cost, in seconds, and for each second of its sound "
        "(default: what it costs here and now); a run on a quiet machine tells its own",
    )  # fmt: skip
    parser.add_argument("--minutes", type=int, help="length of the long call")
    parser.add_argument("--only", default=",".join(SECTIONS), help=f"of {', '.join(SECTIONS)}")
    parser.add_argument(
        "--shapes", type=Path, help="measure only the models in this folder (speech_bench/random_models.py)"
    )
    options = parser.parse_args()
    if options.shapes:
        print(json.dumps(shape_costs(options.shapes, options.quick), indent=1))
        return
    wanted = options.only.split(",")
    if unknown := set(wanted) - set(SECTIONS):
        parser.error(f"--only {','.join(unknown)}: expected some of {', '.join(SECTIONS)}")
    if options.clock == "virtual" and options.threads != 1:
        parser.error("the virtual clock takes CPU seconds for time: that is true of one thread only")
    if options.costs and (options.clock == "wall" or not options.ours_alone):
        parser.error("--costs are those of our own decodings on the virtual clock: they ask for --ours-alone")
    bench = Bench(options)
    result: Figures = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "model": options.model.name, "threads": options.threads, "clock": options.clock, "quick": options.quick,
        "fixed_costs": options.costs,
        "input": "synthetic two-channel calls with the synthesis's own word times",
    }  # fmt: skip
    for name in wanted:
        section: Callable[[], Figures] = getattr(bench, name)
        result[name] = section()
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
