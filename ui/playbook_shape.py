"""What a window needs to know of a playbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class StepShape(Protocol):
    """What is drawn of a step."""

    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def headline(self) -> str: ...


class PlaybookShape(Protocol):
    """What is drawn of a playbook."""

    @property
    def title(self) -> str: ...
    @property
    def steps(self) -> Sequence[StepShape]: ...
