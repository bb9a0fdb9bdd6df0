#!/usr/bin/env python3
"""Trains the speech model in `models/bundled/`: sentences, voices, training, conversion.

From nothing, or with `--on-from FOLDER` on from a converted model, whose text units and sentences may have been
others. Seeded, logged and resumable: run it again after an interruption and it goes on from its last checkpoint,
optimizer state included. It takes about two hours on two cores, on from a model about half of that. Needs
`pip install -e '.[training]'`.

    python scripts/train_bundled_model.py --folder build/bundled_model
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8192")
sys.path.insert(0, str(Path(__file__).parent))

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset

from bundled_model import corpus, text, tokens
from bundled_model.convert import convert
from bundled_model.converted import take_over
from bundled_model.network import Shape, SmallWhisper
from bundled_model.windows import Batch, Windows

SEED = 20_261_123
SHARDS = 32
STEPS = {"encoder": 1_300, "whole": 7_200, "polish": 1_500, "on": 4_000}
PEAK_RATES = {"encoder": 6.5e-4, "whole": 6.5e-4, "polish": 2.5e-4, "on": 4e-4}
BEFORE = {"whole": "encoder", "polish": "whole"}
FROM_NOTHING = ("encoder", "whole", "polish")
"""The encoder alone, then everything, then once more from a lower rate on the longer windows."""
ON_FROM = ("on",)
"""The decoder for a moment, to get used to its text units, then everything."""
REPOSITORY = Path(__file__).parent.parent


class Plan(IterableDataset):
    """The batches of a stage, from step `start` on: (whether the encoder rests, the batch, its seconds)."""

    def __init__(self, windows: Windows, seed: int, stage: str, start: int, steps: int) -> None:
        self.windows, self.seed, self.stage, self.start, self.steps = windows, seed, stage, start, steps

    def __iter__(self) -> Iterator[tuple[bool, Batch, float]]:
        torch.set_num_threads(1)
        for step in range(self.start, self.steps):
            r = Random(f"{self.seed} {self.stage} {step}")
            if self.stage == "encoder":
                yield False, self.windows.encoder_batch(r, 5, 24), 5 * 24
                continue
            done = step / self.steps
            if self.stage == "polish":
                done = 0.7 + 0.3 * done
            elif self.stage == "on" and done > 0.04:
                done = 0.45 + 0.55 * done
            rests = done < 0.05 or r.random() < 0.5
            seconds, size, single, padded = window_of(r, done, rests)
            batch = self.windows.batch(r, seconds, size, single)
            if padded:
                batch.mel = F.pad(batch.mel, (0, 3000 - batch.mel.shape[2]))
            yield rests, batch, seconds * size


def window_of(r: Random, done: float, rests: bool) -> tuple[float, int, float, bool]:
    """Seconds, batch size, share of single utterances, and whether padded to Whisper's 30 s."""
    kind = r.random()
    if done < 0.05:
        return 5, 36, 0.2, False
    if done < 0.45:
        return (5, 36 if rests else 24, 0.3, False) if kind < 0.7 else (12, 14 if rests else 10, 0.35, False)
    if done < 0.7:
        if kind < 0.5:
            return 5, 36 if rests else 24, 0.4, False
        return (7, 24 if rests else 16, 0.5, False) if kind < 0.7 else (12, 14 if rests else 10, 0.4, False)
    if kind < 0.35:
        return 5, 32 if rests else 24, 0.5, False
    if kind < 0.6:
        return 7, 20 if rests else 16, 0.6, False
    return (14, 8, 0.5, False) if kind < 0.8 else (12, 5, 0.7, True)


def encoder_loss(model: SmallWhisper, memory: Tensor, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """Phoneme of every frame (cross entropy) and their order (CTC)."""
    size = batch.frames.shape[1]
    with torch.autocast("cpu", torch.bfloat16):
        frames, ctc = model.frames(memory[:, :size]).float(), model.ctc(memory[:, :size]).float()
    frame_loss = F.cross_entropy(frames.flatten(0, 1), batch.frames.flatten())
    rows = [row for row, phonemes in enumerate(batch.phonemes) if phonemes]
    lengths = torch.tensor([len(batch.phonemes[row]) for row in rows])
    ctc_loss = F.ctc_loss(
        ctc[rows].log_softmax(-1).transpose(0, 1),
        torch.tensor([phoneme for row in rows for phoneme in batch.phonemes[row]]),
        batch.lengths[rows], lengths, reduction="sum", zero_infinity=True,
    ) / lengths.sum()  # fmt: skip
    spoken = batch.frames > 0
    right = (frames.argmax(-1) == batch.frames)[spoken].float().mean().item()
    return frame_loss + 0.3 * ctc_loss, {"frames_right": right, "ctc": ctc_loss.item()}


def decoder_loss(
    model: SmallWhisper, memory: Tensor, batch: Batch, end: int, guide: float
) -> tuple[Tensor, dict[str, float]]:
    """Next token, and the guided heads drawn to each token's place in the sound.

    The alignment head is drawn to the token's whole span evenly, so that the word times that
    faster-whisper reads off it change at the words' borders; the other guided heads just to somewhere inside.
    """
    assert batch.inputs is not None and batch.labels is not None
    assert batch.first is not None and batch.last is not None
    labels = batch.labels.flatten()
    asked = (labels >= 0).nonzero().flatten()
    asked = F.pad(asked, (0, -len(asked) % 128))  # few shapes: oneDNN caches by shape
    with torch.autocast("cpu", torch.bfloat16):
        hidden, attention = model.decoder(batch.inputs, memory)
        logits = F.linear(hidden.flatten(0, 1)[asked], model.decoder.embed_tokens.weight)
    labels = labels[asked]
    losses = F.cross_entropy(logits.float(), labels, reduction="none")
    text = labels < end
    weights = torch.where(labels > end, 0.3, 1.0)  # time tokens count less
    loss = (losses * weights).sum() / weights.sum()
    frame = torch.arange(memory.shape[1])
    inside = (frame >= batch.first[..., None]) & (frame <= batch.last[..., None])
    heard = batch.last >= batch.first
    drawn = torch.zeros(())
    for layer in attention:
        mass = (layer[:, -1].float() * inside).sum(-1)[heard]
        drawn = drawn - torch.log(mass + 1e-3).mean()
    even = attention[-1][:, 0].float()
    spread = (torch.log(even + 1e-4) * inside).sum(-1)[heard] / inside.sum(-1)[heard]
    aligned = -spread.mean() - torch.log(inside.sum(-1)[heard].float()).mean()
    right = (logits.argmax(-1) == labels)[text].float().mean().item()
    figures = {"text_loss": losses[text].mean().item(), "text_right": right, "aligned": aligned.item()}
    return loss + guide * (drawn + 0.5 * aligned), figures


def train(
    stage: str, folder: Path, windows: Windows, options: argparse.Namespace, on_from: Path | None = None
) -> Path:
    """Runs one stage to its end, or goes on with it; returns its last checkpoint."""
    finished, peak = folder / f"{stage}.pt", PEAK_RATES[stage]
    steps = options.steps if stage == "on" else STEPS[stage]
    if finished.exists():
        return finished
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    model = SmallWhisper(Shape(windows.tokens.size, len(windows.phoneme_ids) + 1))
    if stage in BEFORE:
        model.load_state_dict(torch.load(folder / f"{BEFORE[stage]}.pt")["model"])
    if on_from is not None:
        take_over(model, on_from, windows.tokens)
    matrices = [
        p for n, p in model.named_parameters() if p.requires_grad and p.dim() > 1 and "embed" not in n
    ]
    others = [p for n, p in model.named_parameters() if p.requires_grad and (p.dim() < 2 or "embed" in n)]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}],
        lr=peak, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    partial, start = folder / f"{stage}.partial.pt", 0
    if partial.exists():
        saved = torch.load(partial)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        start = saved["step"]
    loader = DataLoader(
        Plan(windows, options.seed, stage, start, steps), batch_size=None, num_workers=options.workers,
        prefetch_factor=4 if options.workers else None,
    )  # fmt: skip
    figures: dict[str, list[float]] = {}
    heard, since = 0.0, time.monotonic()
    for step, (rests, batch, seconds) in enumerate(loader, start):
        done = step / steps
        rate = peak * min(1, (step + 1) / 60) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))
        for group in optimizer.param_groups:
            group["lr"] = rate
        with torch.autocast("cpu", torch.bfloat16), torch.set_grad_enabled(not rests):
            memory = model.encoder(batch.mel)
        loss, seen = torch.zeros(()), {}
        # the phoneme heads begin anew in a run on from a converted model: they learn before the encoder moves
        if not rests or (stage == "on" and done < 0.05):
            loss, seen = encoder_loss(model, memory, batch)
        if stage != "encoder":
            guide = 0.08 if stage in ("polish", "on") or done >= 0.65 else 0.15 if done >= 0.35 else 0.3
            text_loss, more = decoder_loss(model, memory, batch, windows.tokens.end, guide)
            loss, seen = text_loss + 0.5 * loss, seen | more
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        heard += seconds
        for name, value in seen.items():
            figures.setdefault(name, []).append(value)
        if (step + 1) % 50 == 0:
            now = time.monotonic()
            means = {name: round(sum(values) / len(values), 4) for name, values in figures.items()}
            log(folder, stage=stage, step=step + 1, of=steps, rate=round(rate, 6), **means,
                audio_seconds_a_second=round(heard / (now - since)))  # fmt: skip
            figures, heard, since = {}, 0.0, now
        if (step + 1) % 500 == 0 or step + 1 == steps:
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}
            torch.save(state, partial.with_suffix(".new"))
            partial.with_suffix(".new").replace(partial)
    partial.replace(finished)
    return finished


def log(folder: Path, **line: object) -> None:
    text = json.dumps({"time": time.strftime("%H:%M:%S"), **line})
    print(text, flush=True)
    with (folder / "log.jsonl").open("a") as file:
        file.write(text + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=REPOSITORY / "build" / "bundled_model")
    parser.add_argument("--output", type=Path, default=REPOSITORY / "models" / "bundled")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--workers", type=int, default=1, help="processes that prepare batches")
    parser.add_argument("--shards", type=int, default=SHARDS, help="of 2,000 spoken sentences each")
    parser.add_argument("--steps", type=int, default=STEPS["on"], help="of a run on from a converted model")
    parser.add_argument(
        "--seed", type=int, default=SEED, help="of sentences and batches: another one for each run on"
    )
    parser.add_argument("--until", choices=["speech", *STEPS, "convert"], default="convert")
    parser.add_argument("--on-from", type=Path, help="a converted model to begin with")
    options = parser.parse_args()
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "tokenizer.json").exists():
        tokens.train(folder / "tokenizer.json", SEED)
    corpus.render(
        folder / "speech", options.seed, options.shards, options.threads,
        lambda line: log(folder, stage="speech", done=line),
    )  # fmt: skip
    if options.until == "speech":
        return
    windows = Windows(corpus.load(folder / "speech"), tokens.Tokens(folder / "tokenizer.json"))
    hours = sum(utterance.seconds for utterance in windows.utterances) / 3600
    log(folder, stage="corpus", utterances=len(windows.utterances), hours=round(hours, 1),
        tokens=windows.tokens.size, phonemes=len(windows.phoneme_ids))  # fmt: skip
    for stage in ON_FROM if options.on_from else FROM_NOTHING:
        checkpoint = train(stage, folder, windows, options, options.on_from)
        if options.until == stage:
            return
    texts = [*text.words(), *(utterance.text for utterance in windows.utterances)]
    size = convert(checkpoint, folder / "tokenizer.json", options.output, texts)
    log(folder, stage="converted", megabytes=round(size / 1e6, 2))


if __name__ == "__main__":
    main()
