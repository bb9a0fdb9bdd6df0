"""Something to choose from, without this machine's devices, models and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from threading import Event as Flag
from typing import Any

from assist.coach.playbook import load_playbook
from assist.events import Channel
from assist.settings import Settings
from gallery.archive import archive
from ui.choices import Choices, FollowUp, ModelChoice, Progress

MODELS = (
    ModelChoice(
        "bundled", "Comes with the program. Knows the demo’s synthetic voices, not people.", 10, True, True
    ),
    ModelChoice("tiny.en", "Quickest; for old machines. Misses names and soft voices.", 75, True, False),
    ModelChoice("base.en", "A good start for most machines with two cores or more.", 145, True, False),
    ModelChoice(
        "small.en", "The most accurate of these; wants four quick cores to keep up.", 484, False, False
    ),
)


SENTENCES = ModelChoice(
    "sentences",
    "Optional: knows which sentences mean the same, so that a few more cards come when they help.",
    91,
    True,
    False,
)
SOME = Settings(caller="speakers", words=("Homebird", "Grace"), model="base.en")


def choices(held: Settings = SOME) -> Choices:
    """With these settings; the model that they name is on this machine, and a part of another. Who has chosen none yet
    has none."""

    def save(changes: Mapping[str, Any]) -> Settings:
        nonlocal held
        values = held.model_dump()
        for name, value in changes.items():
            *tables, key = name.split(".")
            place = values
            for table in tables:
                place = place[table]
            if value is None:
                place.pop(key, None)
            else:
                place[key] = value
        held = Settings.model_validate(values)
        return held

    def listen(channel: Channel, device: str | None, stop: Flag) -> Iterator[float]:
        yield from (0.2, 0.5, 0.8, 0.4, 0.6)
        stop.wait(60)

    def try_out(channel: Channel, device: str | None, stop: Flag) -> Iterator[tuple[str, float]]:
        yield from (("recording", 0.6), ("playing", 0.6))

    come = {} if held.model is None else {"tiny.en": 30, held.model: 145}

    def seen(model: ModelChoice) -> ModelChoice:
        """With what has come of it."""
        size = come.get(model.name, 0)
        return replace(model, here=model.here or size >= model.megabytes, held=size)

    def fetch(name: str, progress: Progress, stop: Flag) -> None:
        progress(75, 75)
        come[name] = next(one.megabytes for one in (*MODELS, SENTENCES) if one.name == name)

    def remove(name: str) -> None:
        del come[name]

    return Choices(
        settings=lambda: held,
        save=save,
        devices=lambda: [("alsa_input.usb", "Headset"), ("alsa_output.usb.monitor", "Monitor of Headset")],
        listen=listen,
        try_out=try_out,
        models=lambda: [seen(one) for one in MODELS],
        advised=lambda: "base.en",
        default_model=lambda: "bundled",
        sentences=lambda: seen(SENTENCES),
        fetch=fetch,
        remove=remove,
        playbooks=lambda: [("upset-client", "An upset client"), ("apology", "Our own words")],
        playbook=lambda chosen: load_playbook("upset-client"),
        kept_in="~/.local/share/call-assist",
        follow_ups=lambda: [
            FollowUp(
                12, "Refund Friday’s visit", "2026-11-20", "2026-11-19", whom="Rachel Lawson · 0161 496 0172"
            ),
            FollowUp(
                14,
                "Call back about the new sitter",
                "2026-11-24",
                "2026-11-19",
                ("2026-11-20",),
                "Tom Reed · 0161 496 0188",
            ),
        ],
        settle=lambda promise, kept: None,
        move=lambda promise, due: None,
        put_aside=lambda: "A new file of calls is begun; the damaged one is ~/calls damaged.db.",
        archive=lambda here: archive(),
        encrypt=lambda wanted: save({"store.encrypted": wanted}),
        is_encrypted=lambda: held.store.encrypted,
        hotkeys_work=lambda: "",
    )
