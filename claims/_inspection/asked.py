"""What a question needs to know of a model where its class need not be built."""

from collections.abc import Mapping
from typing import Any, Protocol

from claims._inspection.target import Target


class Stated(Protocol):
    """A config: its settings under its class's own words, and one by a common word."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """What the file states about the model itself."""

    def get(self, name: str) -> Any:
        """A setting by its common name; None where there is none."""


class Asked(Protocol):
    """A config, and what is stored beside it."""

    @property
    def target(self) -> Target:
        """The files."""

    @property
    def stated(self) -> Stated:
        """What the config says."""
