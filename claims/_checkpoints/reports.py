"""What the generations' reports say of their training: checked data, for no file states it."""

from functools import cache
from pathlib import Path

import tomli
from attrs import asdict, fields, frozen

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.tables import WrongTable, from_table
from claims._core.discovery import bibliography
from claims._core.errors import Refused

FILE = Path(__file__).with_name("reports.toml")


@frozen
class Passage:
    """What a report says of one word, and in which section; without words it states nothing."""

    where: str
    says: str = "not stated"


@frozen
class Training:
    """The words that a report can be read for; one that was not looked up is None."""

    optimizer: Passage | None = None
    learning_rate_schedule: Passage | None = None
    warmup_steps: Passage | None = None
    weight_decay: Passage | None = None
    gradient_clipping: Passage | None = None
    gradient_checkpointing: Passage | None = None
    mixed_precision: Passage | None = None
    parallelism: Passage | None = None


@frozen
class TrainingReport:
    """The report of some generations, perhaps `about` one model alone, by a short title.

    Without a source there is none.
    """

    generations: tuple[str, ...]
    title: str | None = None
    source: str | None = None
    about: str | None = None
    training: Training = Training()

    def passage(self, word: str) -> Passage | None:
        """Give what it says of a word, None where it was not read for that."""
        known = [field.name for field in fields(Training)]
        if word not in known:
            raise LookupError(f"no report is read for {word!r}; there are {', '.join(known)}")
        found: Passage | None = getattr(self.training, word)
        return found

    @property
    def consistent(self) -> bool:
        """Whether it has title and source if it says anything, and neither if it doesn't exist."""
        says_something = any(asdict(self.training).values())
        return bool(self.title) == bool(self.source) and bool(self.source) >= says_something


@frozen
class _Reports:
    reports: tuple[TrainingReport, ...]


def report_of(generation: str) -> TrainingReport:
    """Look up the report of a generation of the catalogue."""
    return _loaded()[generation]


@cache
def _loaded() -> dict[str, TrainingReport]:
    return parse(FILE.read_text("utf-8"))


def parse(text: str) -> dict[str, TrainingReport]:
    """Read the reports by generation; unknown words, sources and generations are refused."""
    try:
        reports = from_table(_Reports, tomli.loads(text)).reports
    except (WrongTable, tomli.TOMLDecodeError) as wrong:
        raise Refused(f"{FILE.name}: {wrong}") from None
    for each in reports:
        name = ", ".join(each.generations)
        if not each.consistent:
            raise Refused(f"{FILE.name}: {name}: expected a title and a source of what is said")
        if each.source and each.source not in bibliography():
            raise Refused(f"{FILE.name}: {name}: no source {each.source!r} in sources.toml")
    listed = [generation for each in reports for generation in each.generations]
    wanted = {each.generation for each in catalogue()}
    if sorted(listed) != sorted(wanted):
        what = f"expected each of {sorted(wanted)} once, measured {sorted(listed)}"
        raise Refused(f"{FILE.name}: generations: {what}")
    return {generation: each for each in reports for generation in each.generations}
