"""When a call was, as people say it."""

from __future__ import annotations

from datetime import datetime

from assist.note.text import day
from assist.wording import Translate


def when(started: datetime, tr: Translate = str) -> str:
    """Fri 27 Nov 2026, 16:52."""
    return f"{day(started.date().isoformat(), tr)}, {started:%H:%M}"
