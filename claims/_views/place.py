"""Where a view stands: what else can be pointed at, and the way there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims._checkpoints.attestations.standing import Standing
from claims._views.published import Published

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class SectionClaims:
    """A section's claims under its title; without an address if it has no page."""

    title: str
    entries: list[Entry]
    address: str | None


@dataclass(frozen=True)
class Place:
    """All entries by id, the relative way from a page to the root of the site, what others ran.

    `problems` has for each claim what a strict build would refuse, where somebody is editing;
    `edit` is where the page's own source can be edited, if a setting says so; `titles` are those
    of the sections that have a page, in order, by the names of their folders.
    """

    entries: Mapping[str, Entry]
    root: str = ""
    attestations: Sequence[Standing] = ()
    problems: Mapping[str, Sequence[str]] = field(default_factory=dict)
    published: Published = field(default_factory=Published)
    edit: str | None = None
    titles: Mapping[str, str] = field(default_factory=dict)

    def entry(self, claim_id: str) -> Entry:
        """Look up a claim; raises LookupError naming it, or what is wrong with it."""
        if claim_id not in self.entries:
            unknown = f"unknown claim {claim_id!r}"
            raise LookupError("; ".join(self.problems.get(claim_id, [unknown])))
        return self.entries[claim_id]

    def section(self, section: str) -> list[Entry]:
        """Every claim of a section; raises LookupError if it has none."""
        found = [it for name, it in self.entries.items() if name.partition("/")[0] == section]
        if not found:
            raise LookupError(f"unknown section {section!r}")
        return found

    def sections(self) -> list[SectionClaims]:
        """Every section that has claims, those that have a page first."""
        titles = self.titles
        found: dict[str, list[Entry]] = {name: [] for name in titles}
        for claim_id, entry in self.entries.items():
            found.setdefault(claim_id.partition("/")[0], []).append(entry)
        return [
            SectionClaims(
                titles.get(name, name), it, f"{self.root}{name}/" if name in titles else None
            )
            for name, it in found.items()
            if it
        ]

    def address(self, claim_id: str) -> str:
        """The relative address of a claim's page."""
        return f"{self.root}{page_of(claim_id)}"

    def checkpoint(self, name: str) -> str:
        """The relative address of a checkpoint's page."""
        return f"{self.root}checkpoints/{name}/"


def page_of(claim_id: str) -> str:
    """The address of a claim's page below the root of the site."""
    return f"claims/{claim_id}/"
