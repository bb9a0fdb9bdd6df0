"""Which kept calls a command is about: its options, and the filter that they make."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assist.cli.call_number import LARGEST
from assist.errors import InputError

if TYPE_CHECKING:
    from assist.calls.store import CallFilter, Store


def add_filter_options(command: argparse.ArgumentParser) -> None:
    """A filter that is left out lets every call pass."""
    command.add_argument("--since", metavar="DATE", help="calls from this day on, such as 2026-11-01")
    command.add_argument("--until", metavar="DATE", help="calls up to and with this day")
    command.add_argument("--agent", metavar="NAME")
    command.add_argument("--disposition", metavar="NAME")
    command.add_argument("--moment", metavar="NAME", help="such as client_upset")
    command.add_argument("--kept", metavar="STEP", help="calls in which this playbook step was done")
    command.add_argument("--missed", metavar="STEP", help="calls in which it was not")
    command.add_argument(
        "--promise-open", action="store_true", help="calls with a promise that is still open"
    )
    command.add_argument("--warning", metavar="HEADLINE", help="calls in which this warning was shown")
    command.add_argument("--tag", metavar="TAG")
    command.add_argument("--good-example", action="store_true", help="calls that somebody marked as one")


def add_limit_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--limit", type=_at_least_one, metavar="N", help="only the newest N")


def _at_least_one(text: str) -> int:
    if text.isdecimal() and int(text) > 0:
        return min(int(text), LARGEST)
    raise argparse.ArgumentTypeError(f"expected at least 1, not {text}")


def add_team_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--team", action="store_true", help="in the team's database, not on this machine")


def add_shared_options(command: argparse.ArgumentParser) -> None:
    """Of whatever lists or shows: as JSON, from the team's database."""
    command.add_argument("--json", action="store_true")
    add_team_option(command)


def call_filter(options: argparse.Namespace) -> CallFilter:
    """InputError names the option that is wrong."""
    from assist.calls.store import CallFilter
    from assist.coach.moments import MOMENTS
    from assist.review.wanted import span

    if options.moment is not None and options.moment not in MOMENTS:
        raise InputError(f"--moment {options.moment}: expected one of {', '.join(sorted(MOMENTS))}.")
    since, until = span(options.since or "", options.until or "")
    return CallFilter(
        since=since,
        until=until,
        agent=options.agent,
        disposition=options.disposition,
        moment=options.moment,
        kept=options.kept,
        missed=options.missed,
        promise_open=options.promise_open,
        warning=options.warning,
        tag=None if options.tag is None else " ".join(options.tag.lower().split()),
        good_example=options.good_example,
    )


def unknown_steps(store: Store, options: argparse.Namespace) -> Iterator[str]:
    """A word about steps that no playbook on this machine has; a team's calls may have them all the same."""
    from assist.cli.review import archive_of

    asked = [step for step in (options.kept, options.missed) if step is not None]
    known = archive_of(store).labels() if asked else {}
    for step in asked:
        if step not in known:
            yield f"No playbook here has a step {step}; the steps are: {', '.join(sorted(known))}."
