"""The subject of a demonstration that reads what a checkpoint's report says of its training."""

from fnmatch import fnmatchcase
from typing import Any

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.config import Config
from claims._checkpoints.record import Record
from claims._checkpoints.reports import TrainingReport, report_of
from claims._core.control import Change
from claims._core.observed import Untested
from claims._core.result import Lean
from claims._core.unit import Unit
from claims._core.words import Evidence

# Meta's own format has one such file for each part that the matrices were cut into.
PARTS = "consolidated.*.pth"


class Report(Config):
    """A checkpoint's facts, and beside them what its generation's report says of its training."""

    def __init__(self, name: str, record: Record, report: TrainingReport) -> None:
        super().__init__(name, record)
        self._report = report
        self._pins = record.pins

    @classmethod
    def of(cls, unit: Unit, source: Any, change: Change) -> "Report":
        """Read the unit's record, and look up the report of its generation."""
        record = source.record(unit.name)
        known = next((it for it in catalogue() if it.id == unit.name), None)
        if known is None:
            raise Untested("which report is its own isn't known: an entry in the catalogue says it")
        return cls(unit.name, record, report_of(known.generation))

    def says(self, *words: str) -> dict[str, Any]:
        """Give what is said of each word and where, and name those that nobody looked up."""
        if self._report.source is None:
            return {"report": "none of its own"}
        said = {word: self._said(word) for word in words}
        open_words = [word.replace("_", " ") for word, it in said.items() if it is None]
        found: dict[str, Any] = {word: it for word, it in said.items() if it is not None}
        return found | ({"not_looked_up": open_words} if open_words else {})

    def parts(self) -> int | None:
        """Count the parts that the authors' own weights come in; None where no list is recorded."""
        own = [pin for pin in self._pins if fnmatchcase(pin.name, PARTS)]
        if not own:
            return None
        self._note("parts", Evidence.CONFIG, f"list of files in {own[0].repo}")
        return len(own)

    def _said(self, word: str) -> str | None:
        passage = self._report.passage(word)
        if passage is None:
            return None
        where = f"{self._report.title}, {passage.where}"
        self._note(word, Evidence.PAPER, where)
        about = f", for {self._report.about}" if self._report.about else ""
        return f"{passage.says}{about} ({where})"

    def _note(self, word: str, evidence: Evidence, origin: str) -> None:
        self.origins[word] = Lean(word, evidence, origin)
        self.facts_read.append(word)
