"""Patterns for text in lower case.

On text made lower-case a pattern takes a third of the time that it takes with `re.IGNORECASE`. So what only has to be
found, and not taken over as it was written, is looked for in `text.lower()`.
"""

from __future__ import annotations

import re


def in_lower_case(source: str) -> re.Pattern[str]:
    """The pattern that matches a text in lower case where `source` matches the text itself, whatever its case."""
    if "(?-i:" in source or "[A-Z" in source:
        raise ValueError(f"what minds its case is in no text in lower case: {source[:60]}")
    return re.compile(
        _LETTERS.sub(lambda found: found[0] if found[0][0] in "\\(" else found[0].lower(), source)
    )


_LETTERS = re.compile(r"\\.|\(\?P|[A-Z]+")  # a \W stays what it is, and so does a (?P<name>
