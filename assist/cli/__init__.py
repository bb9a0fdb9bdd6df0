"""The command line: the one place that puts the call, the models and the windows together.

Nothing heavy is imported until a command needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from assist import __version__
from assist.cli import calls, team
from assist.errors import InputError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
STATUS_INPUT = 2
"""Exit status where the input or a setting is wrong."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; errors that are not our bugs become one line."""
    _open_closed_streams()
    try:
        options = parser().parse_args(arguments)
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        status: int = _command(options.command or "live")(options)
        sys.stdout.flush()
        return status
    except InputError as problem:
        print(f"call-assist: {problem}", file=sys.stderr)
        return STATUS_INPUT
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _say_nothing_more()  # the reader went away (`| head`)
        return 0
    except OSError as problem:
        if problem.filename is not None:
            what = f"{problem.filename} cannot be used ({problem.strerror}): allow it, or name another."
        elif problem.errno in _NO_ROOM:
            _say_nothing_more()
            what = f"The output cannot be written ({problem.strerror})."
        else:
            raise
        print(f"call-assist: {what}", file=sys.stderr)
        return STATUS_INPUT


def _open_closed_streams() -> None:
    """A stream that was closed before the program began (`<&-`) is one that is empty, and takes everything."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def _say_nothing_more() -> None:
    """Standard output goes nowhere from now on, also what is written at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class OneLineParser(argparse.ArgumentParser):
    """Says in one line what was wrong and where help is, as everything else here does. Options may stand before,
    between and after what can be left out."""

    _scattered = False

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]
        if self._scattered or not any(
            action.nargs in ("?", "*") for action in self._get_positional_actions()
        ):
            return super().parse_known_args(args, namespace)
        self._scattered = True  # which comes back here, twice
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._scattered = False

    def error(self, message: str) -> NoReturn:
        self.exit(STATUS_INPUT, f"{self.prog}: {message}; `{self.prog} --help` says more.\n")


def parser() -> argparse.ArgumentParser:
    top = OneLineParser(
        prog="call-assist",
        description="Beside a live call: writes down what is said, shows one step at a time, documents it. "
        "Without a command it opens the sidebar on your microphone.",
    )
    top.add_argument("--version", action="version", version=f"call-assist {__version__}")
    _call_options(top, default=None)
    _live_options(top, default=None)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    live = commands.add_parser("live", help="open the sidebar on your microphone (the default)")
    _call_options(live)
    _live_options(live)

    review = commands.add_parser(
        "review", help="kept calls: find, hear, judge and remark on them, in a window"
    )
    review.add_argument(
        "--here", action="store_true", help="the calls of this machine, also where a team is set up"
    )

    replay = commands.add_parser("replay", help="run a recording or a transcript through the whole program")
    replay.add_argument("file", help="a recording (agent left, client right), or a transcript (.jsonl)")
    replay.add_argument("--json", action="store_true", help="one JSON object a line instead of plain text")
    replay.add_argument("--pace", choices=["fast", "realtime"], default="fast")
    replay.add_argument(
        "--started",
        metavar="ISO8601",
        help="when the call began (default: the date in the file's name, else the file's)",
    )
    replay.add_argument("--save", action="store_true", help="keep the call among your calls")
    _call_options(replay)

    transcribe = commands.add_parser("transcribe", help="only the words of a recording")
    transcribe.add_argument("file", help="a recording (agent left, client right)")
    transcribe.add_argument("--json", action="store_true")
    transcribe.add_argument("--pace", choices=["fast", "realtime"], default="fast")
    _model_option(transcribe)

    demo = commands.add_parser("demo", help="watch a sample call with an upset client")
    demo.add_argument("--terminal", action="store_true", help="in the terminal, without a window")
    demo.add_argument("--fast", action="store_true", help="as fast as the machine can, not at real speed")
    demo.add_argument("--json", action="store_true", help="one JSON object a line (implies --terminal)")
    _call_options(demo)

    devices = commands.add_parser("devices", help="list the sound inputs")
    devices.add_argument("--json", action="store_true")

    models = commands.add_parser("models", help="speech models: list, download, verify, remove")
    models.add_argument("action", choices=["list", "download", "verify", "remove"])
    models.add_argument(
        "--into",
        metavar="DIR",
        help="download into this folder, or remove from it (default: the program's own)",
    )
    models.add_argument("name", nargs="?", help="a name from the list, or a folder")
    models.add_argument("--json", action="store_true")

    playbook = commands.add_parser("playbook", help="playbooks: list, check, schema, test, diff")
    playbook.add_argument("action", choices=["list", "check", "schema", "test", "diff"])
    playbook.add_argument("name", nargs="?", help="a name from the list, or a file")
    playbook.add_argument("more", nargs="*", help="test: test calls; diff: the new playbook, then calls")
    playbook.add_argument("--json", action="store_true")

    calls.add_parser(commands, _call_options)
    team.add_parser(commands)
    return top


def _call_options(command: argparse.ArgumentParser, default: str | None = argparse.SUPPRESS) -> None:
    """Suppressed defaults keep what was given before the command's name."""
    command.add_argument("--playbook", metavar="NAME|FILE", default=default, help="default: upset-client")
    _model_option(command, default)
    command.add_argument("--policy", metavar="NAME=VALUE", action="append", default=default)


def _model_option(command: argparse.ArgumentParser, default: str | None = argparse.SUPPRESS) -> None:
    command.add_argument(
        "--model",
        metavar="NAME|DIR",
        default=default,
        help="speech model (default: the best fetched one that this machine keeps up with, else the bundled one; "
        "the demo's is the bundled one)",
    )


def _live_options(command: argparse.ArgumentParser, default: str | None = argparse.SUPPRESS) -> None:
    command.add_argument("--microphone", metavar="NAME|NUMBER", default=default, help="your input device")
    command.add_argument(
        "--caller", metavar="NAME|NUMBER", default=default, help="the input device that carries the caller"
    )
    command.add_argument(
        "--start",
        action="store_true",
        default=default or False,
        help="start the call at once, without a click",
    )


def _command(name: str):  # type: ignore[no-untyped-def]
    if name in ("replay", "transcribe"):
        from assist.cli import replay

        return getattr(replay, name)
    if name == "demo":
        from assist.cli.demo import demo

        return demo
    if name == "live":
        from assist.cli.live import live

        return live
    if name == "review":
        from assist.cli.review import review

        return review
    if name in ("calls", "team"):
        return getattr({"calls": calls, "team": team}[name], name)
    from assist.cli import lists

    return getattr(lists, name)
