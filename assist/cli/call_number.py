"""A kept call's number, as it is typed."""

from __future__ import annotations

import argparse

LARGEST = 2**31 - 1


def call_number(text: str) -> int:
    """For argparse: the number, or what was expected."""
    if text.isdecimal() and 0 < int(text) <= LARGEST:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"expected a call's number, such as 3, not {text}: `call-assist calls list` shows those there are"
    )
