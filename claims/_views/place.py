"""Where a view stands: what else can be pointed at, and the way there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """All entries by id, and the relative way from a page to the root of the site."""

    entries: Mapping[str, Entry]
    root: str = ""

    def entry(self, claim_id: str) -> Entry:
        """Look up a claim; raises LookupError naming it."""
        if claim_id not in self.entries:
            raise LookupError(f"unknown claim {claim_id!r}")
        return self.entries[claim_id]

    def section(self, section: str) -> list[Entry]:
        """Every claim of a section; raises LookupError if it has none."""
        found = [it for name, it in self.entries.items() if name.partition("/")[0] == section]
        if not found:
            raise LookupError(f"unknown section {section!r}")
        return found

    def address(self, claim_id: str) -> str:
        """The relative address of a claim's page."""
        return f"{self.root}claims/{claim_id}/"

    def checkpoint(self, name: str) -> str:
        """The relative address of a checkpoint's page."""
        return f"{self.root}checkpoints/{name}/"
