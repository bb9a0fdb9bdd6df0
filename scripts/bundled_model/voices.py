"""Synthetic voices with known times: espeak-ng and flite as libraries, through ctypes.

Both give every phoneme's and every word's time with the sound, which is what the training leans on.
Needs Debian's libespeak-ng1, espeak-ng-data and libflite1.
"""

from __future__ import annotations

import ctypes as c
import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import soxr

SAMPLE_RATE = 16_000
KNOWN_VOICES = ("en-us", "en-gb", "en-us+f3", "en-gb+m3", "flite:slt")
"""Voices the model is promised to know; the sample calls speak with these."""
FURTHER_VOICES = ("en-us+f1", "en-gb+f2", "en-us+m2", "en-us+m7", "en-gb+f5", "en-gb+m5")
"""Heard now and then in training, so that a new espeak variant is not a foreign language."""
UNHEARD_VOICE = "en-us+f4"
"""Never heard in training: the benchmark's unseen variant."""

# CMU phones in espeak's spelling, so that one phoneme set labels both engines' frames.
ESPEAK_OF_CMU = {
    "aa": "A:", "ae": "a", "ah": "V", "ao": "O:", "aw": "aU", "ax": "@", "ay": "aI", "ch": "tS",
    "dh": "D", "eh": "E", "er": "3:", "ey": "eI", "hh": "h", "ih": "I", "iy": "i:", "jh": "dZ",
    "ng": "N", "ow": "oU", "oy": "OI", "sh": "S", "th": "T", "uh": "U", "uw": "u:", "y": "j", "zh":
    "Z",
}  # fmt: skip


@dataclass(frozen=True)
class Speech:
    """One spoken sentence. Times are seconds from the first sample."""

    samples: np.ndarray  # float32 mono, 16 kHz, peak 0.8
    phonemes: list[tuple[str, float, float]]  # name, start, end
    words: list[tuple[int, int, float, float]]  # first character, length, start, end


def speak(text: str, voice: str, *, rate: float = 1.0, pitch: int = 50, tilt: int = 50) -> Speech:
    """`text` in `voice` ("en-us+f3", "flite:slt"); `rate` 1.0 is about 170 words a minute.

    Raises ValueError where the engine gives no sound or no word times.
    """
    if voice.startswith("flite:"):
        sound, sample_rate, phonemes, words = _flite(text, voice[6:], rate)
    else:
        sound, sample_rate, phonemes, words = _espeak(text, voice, rate, pitch, tilt)
    if len(sound) < sample_rate // 10 or not words or not phonemes:
        raise ValueError(f"{voice} says nothing for {text!r}")
    samples = soxr.resample(sound, sample_rate, SAMPLE_RATE).astype(np.float32)
    return _trimmed(samples * np.float32(0.8 / max(1e-6, float(np.abs(samples).max()))), phonemes, words)


def _trimmed(samples: np.ndarray, phonemes: list, words: list) -> Speech:
    """Without the silence around the speech; all times moved along."""
    frames = len(samples) // 160
    energy = np.sqrt((samples[: frames * 160].reshape(frames, 160) ** 2).mean(1))
    loud = np.nonzero(energy > max(energy.max() * 0.012, 3e-4))[0]
    first, last = max(0, int(loud[0]) - 1), min(frames, int(loud[-1]) + 2)
    cut, end = first * 0.01, (last - first) * 0.01

    def moved(time: float) -> float:
        return min(max(time - cut, 0.0), end)

    return Speech(
        samples[first * 160 : last * 160],
        [(name, moved(start), moved(stop)) for name, start, stop in phonemes],
        [(at, length, moved(start), moved(stop)) for at, length, start, stop in words],
    )


def _phoneme(name: str) -> str:
    if name in ("3", "i", "a#"):
        return {"3": "3:", "i": "i:", "a#": "@"}[name]
    return (re.sub(r"[#\-2-9\[]+$", "", name) or name) if len(name) > 1 else name


# --- espeak-ng -------------------------------------------------------------------------------------


class _Id(c.Union):
    _fields_ = [("number", c.c_int), ("name", c.c_char_p), ("string", c.c_char * 8)]


class _Event(c.Structure):
    _fields_ = [
        ("type", c.c_int), ("unique", c.c_uint), ("text_position", c.c_int), ("length", c.c_int),
        ("audio_position", c.c_int), ("sample", c.c_int), ("user_data", c.c_void_p), ("id", _Id),
    ]  # fmt: skip


_CALLBACK = c.CFUNCTYPE(c.c_int, c.POINTER(c.c_short), c.c_int, c.POINTER(_Event))
VOICE_FILES = {"en-gb": "gmw/en", "en-us": "gmw/en-US"}
# A voice unknown by name leaves the last one speaking, so a wrong name must never pass unseen.
_WORD, _PHONEME = 1, 7  # espeak_EVENT_TYPE in speak_lib.h


class _Espeak:
    """The library keeps one global voice and one callback, so there is one of these a process."""

    def __init__(self) -> None:
        self.library = c.CDLL("libespeak-ng.so.1")
        self.sound: list[np.ndarray] = []
        self.events: list[tuple[int, float, int, str]] = []
        self.rate = self.library.espeak_Initialize(2, 0, None, 1)  # synchronous, phoneme events
        if self.rate <= 0:
            raise RuntimeError("espeak-ng did not start: install espeak-ng-data")
        self.callback = _CALLBACK(self._hear)
        self.library.espeak_SetSynthCallback(self.callback)

    def _hear(self, wave, length, events) -> int:
        if wave and length > 0:
            self.sound.append(np.ctypeslib.as_array(wave, (length,)).astype(np.float32) / 32768)
        index = 0
        while events[index].type != 0:
            event = events[index]
            if event.type in (_WORD, _PHONEME):
                name = bytes(event.id.string).decode("latin1") if event.type == _PHONEME else ""
                self.events.append((event.type, event.audio_position / 1000, event.text_position, name))
            index += 1
        return 0

    def say(self, text: str, voice: str, rate: int, pitch: int, tilt: int) -> None:
        self.sound.clear()
        self.events.clear()
        base, plus, variant = voice.partition("+")
        names = (base + plus + variant, VOICE_FILES.get(base, base) + plus + variant)
        if all(self.library.espeak_SetVoiceByName(name.encode()) != 0 for name in names):
            raise ValueError(f"espeak-ng has no voice {voice!r}")
        for parameter, value in ((1, rate), (3, pitch), (4, tilt)):
            self.library.espeak_SetParameter(parameter, value, 0)
        data = text.encode()
        self.library.espeak_Synth(data, c.c_size_t(len(data) + 1), 0, 1, 0, 1, None, None)
        self.library.espeak_Synchronize()


@cache
def _espeak_library() -> _Espeak:
    return _Espeak()


def _espeak(text: str, voice: str, rate: float, pitch: int, tilt: int):
    library = _espeak_library()
    library.say(text, voice, round(170 * rate), pitch, tilt)
    sound = np.concatenate(library.sound) if library.sound else np.zeros(0, np.float32)
    end = len(sound) / library.rate
    named = [(time, name) for kind, time, _, name in library.events if kind == _PHONEME]
    phonemes, silences = [], []
    for index, (time, name) in enumerate(named):
        stop = named[index + 1][0] if index + 1 < len(named) else end
        if name.startswith("_") or not name.strip():
            silences.append(time)
        else:
            phonemes.append((_phoneme(name), time, min(stop, time + 0.4)))
    starts = [(at - 1, time) for kind, time, at, _ in library.events if kind == _WORD]
    words: list[tuple[int, int, float, float]] = []
    for token in re.finditer(r"\S+", text):
        inside = [index for index, (at, _) in enumerate(starts) if token.start() <= at < token.end()]
        if not inside:
            continue
        time = starts[inside[0]][1]
        stop = starts[inside[-1] + 1][1] if inside[-1] + 1 < len(starts) else end
        pause = next((silence for silence in silences if time < silence < stop), stop)
        words.append((token.start(), len(token[0].rstrip(".,?!")), time, pause))
    return sound, library.rate, phonemes, words


# --- flite -----------------------------------------------------------------------------------------


class _Wave(c.Structure):
    _fields_ = [
        ("type", c.c_char_p), ("sample_rate", c.c_int), ("num_samples", c.c_int),
        ("num_channels", c.c_int), ("samples", c.POINTER(c.c_short)),
    ]  # fmt: skip


class _Voice(c.Structure):
    _fields_ = [("name", c.c_char_p), ("features", c.c_void_p)]


@cache
def _flite_library() -> c.CDLL:
    library = c.CDLL("libflite.so.1", mode=c.RTLD_GLOBAL)
    for name in ("libflite_usenglish.so.1", "libflite_cmulex.so.1"):
        c.CDLL(name, mode=c.RTLD_GLOBAL)
    library.flite_init()
    pointer, text = c.c_void_p, c.c_char_p
    for function, result, arguments in (
        ("flite_synth_text", pointer, (text, pointer)),
        ("utt_wave", c.POINTER(_Wave), (pointer,)),
        ("utt_relation", pointer, (pointer, text)),
        ("relation_head", pointer, (pointer,)),
        ("item_next", pointer, (pointer,)),
        ("item_feat_string", text, (pointer, text)),
        ("ffeature_float", c.c_float, (pointer, text)),
        ("feat_set_float", None, (pointer, text, c.c_float)),
        ("delete_utterance", None, (pointer,)),
    ):
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library


@cache
def _flite_voice(name: str) -> c.c_void_p:
    _flite_library()
    register = getattr(c.CDLL(f"libflite_cmu_us_{name}.so.1"), f"register_cmu_us_{name}")
    register.restype = c.c_void_p
    return register(None)


def _items(library: c.CDLL, utterance: c.c_void_p, relation: bytes):
    item = library.relation_head(library.utt_relation(utterance, relation))
    while item:
        yield item
        item = library.item_next(item)


def _flite(text: str, voice_name: str, rate: float):
    library, voice = _flite_library(), _flite_voice(voice_name)
    features = c.cast(voice, c.POINTER(_Voice)).contents.features
    library.feat_set_float(features, b"duration_stretch", 1.0 / rate)
    utterance = library.flite_synth_text(text.encode(), voice)
    try:
        wave = library.utt_wave(utterance).contents
        sound = np.ctypeslib.as_array(wave.samples, (wave.num_samples,)).astype(np.float32) / 32768
        phonemes, time = [], 0.0
        for item in _items(library, utterance, b"Segment"):
            name = library.item_feat_string(item, b"name").decode()
            end = library.ffeature_float(item, b"end")
            if name != "pau":
                phonemes.append((ESPEAK_OF_CMU.get(name, name), time, end))
            time = end
        path = b"R:SylStructure.%s.%s.R:Segment.%s"
        spans = [
            (
                library.ffeature_float(item, b"daughter." + path % (b"daughter", b"daughter", b"p.end")),
                library.ffeature_float(item, b"daughtern." + path % (b"daughtern", b"daughtern", b"end")),
            )
            for item in _items(library, utterance, b"Token")
        ]
        rate_of_wave = wave.sample_rate
    finally:
        library.delete_utterance(utterance)
    tokens = [match for match in re.finditer(r"\S+", text) if re.search(r"[A-Za-z]", match[0])]
    if len(tokens) != len(spans):
        raise ValueError(f"flite split {text!r} otherwise than by spaces")
    words = [
        (match.start(), len(match[0].rstrip(".,?!")), start, end)
        for match, (start, end) in zip(tokens, spans, strict=True)
    ]
    return sound, rate_of_wave, phonemes, words
