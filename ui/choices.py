"""What there is to choose from: handed to the windows by whoever opens them; they know neither models nor files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Event as Flag
from typing import TYPE_CHECKING, Any

from assist.events import Channel
from assist.settings import Settings

if TYPE_CHECKING:  # the sidebar opens before all of this is loaded
    from assist.coach.playbook import Playbook
    from assist.review.archive import Archive

Progress = Callable[[int, int], None]
"""Told the bytes that are here and the bytes that there will be."""


@dataclass(frozen=True)
class ModelChoice:
    """A model. `advice`: for whom it is, or what it does. `megabytes`: how much is fetched of it. `fits`: whether this
    machine can carry it. `here`: it need not be fetched. `held`: the megabytes of the disk that it has, or what has
    come of it so far; 0 where nothing of it can be taken away."""

    name: str
    advice: str
    megabytes: int
    fits: bool
    here: bool
    held: int = 0


@dataclass(frozen=True)
class FollowUp:
    """A promise of a call that is due: `due` and `said_on` are ISO dates, `moved` those it was due on before. `whom`:
    to whom, and how to reach them, as far as the call's note says."""

    call: int
    text: str
    due: str
    said_on: str
    moved: tuple[str, ...] = ()
    whom: str = ""


@dataclass(frozen=True)
class Found:
    """What was found while the program got ready, each in a sentence, or empty. `trouble` is what the settings can
    mend, `obstacle` what they cannot (a full disk), `damaged` what is wrong with the file of calls, which can be put
    aside, `news` is of kept calls."""

    trouble: str = ""
    damaged: str = ""
    news: str = ""
    obstacle: str = ""


@dataclass(frozen=True)
class Choices:
    """Each call looks anew. What goes wrong is an InputError.

    `listen(channel, device, stop)`: how loud an input is, 0 to 1, until `stop` is set. `try_out` records two seconds
    of it and plays them: what it does now ("recording", "playing") and how loud that is, again and again.
    `fetch(name, progress, stop)` brings a model to this machine, `remove(name)` takes it away. `save(changes)` writes
    settings and returns those that hold. `kept_in`: the folder where calls are.
    """

    settings: Callable[[], Settings]
    save: Callable[[Mapping[str, Any]], Settings]
    devices: Callable[[], Sequence[tuple[str, str]]]
    """The inputs' names, each with what people call it."""
    listen: Callable[[Channel, str | None, Flag], Iterator[float]]
    try_out: Callable[[Channel, str | None, Flag], Iterator[tuple[str, float]]]
    models: Callable[[], Sequence[ModelChoice]]
    advised: Callable[[], str]
    """The model that does best on this machine; the first time it is measured, which takes a while."""
    default_model: Callable[[], str]
    """The model of calls where the settings name none; it may be measured like the advised one."""
    sentences: Callable[[], ModelChoice]
    """The optional model that knows which sentences mean the same."""
    fetch: Callable[[str, Progress, Flag], None]
    remove: Callable[[str], None]
    playbooks: Callable[[], Sequence[tuple[str, str]]]
    playbook: Callable[[Settings], Playbook]
    kept_in: str
    follow_ups: Callable[[], Sequence[FollowUp]]
    """The promises that are due by today, the longest due first."""
    settle: Callable[[FollowUp, bool], None]
    """A promise was kept, or it was not."""
    move: Callable[[FollowUp, str], None]
    """A promise is due on another day (ISO)."""
    put_aside: Callable[[], str]
    """A damaged file of calls gets another name, and a new one is begun; says in a sentence where the old one is."""
    archive: Callable[[bool], Archive]
    """The kept calls, to be reviewed: the team's where there is a team; where asked for, those of this machine."""
    encrypt: Callable[[bool], Settings]
    """Has the calls of this machine encrypted, now, or new files of calls left as they are; the settings that hold
    then. Where it cannot be done nothing changes."""
    is_encrypted: Callable[[], bool]
    """Whether the file of calls needs a key."""
    hotkeys_work: Callable[[], str]
    """Empty where keys can be heard in every program; else one sentence that says why not."""
