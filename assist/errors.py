"""Errors that are not our bugs: a wrong file, a wrong setting, a missing device."""

from __future__ import annotations


class InputError(Exception):
    """Something outside the program is wrong. The message is one clear sentence for the person at the desk:
    it names the thing and says the way out. The command line prints it and exits with status 2."""


class DamagedError(InputError):
    """The file of calls cannot be read any more. What is left of it can be put aside, and a new one begun."""
