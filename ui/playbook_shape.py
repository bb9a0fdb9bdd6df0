"""What a window needs to know of a playbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class StepShape(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def headline(self) -> str: ...


class PlaybookShape(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def steps(self) -> Sequence[StepShape]: ...
