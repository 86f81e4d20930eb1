"""The record of a checkpoint: all that its published files state, in one text file."""

from pathlib import Path
from typing import Any

import tomli
from attrs import frozen

from claims._checkpoints.fact import Fact
from claims._checkpoints.inventory import Inventory
from claims._checkpoints.kinds import WrongKind, fitting
from claims._checkpoints.published_file import Pin, PublishedFile
from claims._checkpoints.reconciliation import Reconciliation
from claims._checkpoints.tables import WrongTable, from_table, to_table
from claims._checkpoints.unread import Unread
from claims._core.atomic import write_text
from claims._core.errors import Refused
from claims._core.observed import Untested

FORMAT = 1
# Without these no reference class can be built.
NEEDED = ("architecture", "layers", "hidden_size", "query_heads", "vocabulary")


class RecordError(Refused):
    """A record that cannot be: names the record, the key, what was expected and what was got."""

    def __init__(self, record: str, key: str, expected: str, got: object) -> None:
        super().__init__(f"{record}: {key}: expected {expected}, got {got!r}")
        self.record, self.key, self.expected, self.got = record, key, expected, got


@frozen(slots=False)
class Record:
    """What is known of one checkpoint, each fact with the file that it came from.

    `unread` are the keys of its config that nothing here understands; no recorded one has any.
    """

    id: str
    facts: dict[str, Fact]
    files: tuple[PublishedFile, ...] = ()
    reconciliation: Reconciliation | None = None
    pins: tuple[Pin, ...] = ()
    inventories: tuple[Inventory, ...] = ()
    unread: tuple[Unread, ...] = ()
    format: int = FORMAT

    def __attrs_post_init__(self) -> None:
        if self.format != FORMAT:
            raise RecordError(self.id, "format", f"{FORMAT}", self.format)
        for word in NEEDED:
            if word not in self.facts:
                raise RecordError(self.id, f"facts.{word}", "a published file that states it", None)
        for word, fact in self.facts.items():
            self._check(word, fact)

    def _check(self, word: str, fact: Fact) -> None:
        try:
            fitting(word, fact.value)
        except WrongKind as wrong:
            raise RecordError(self.id, f"facts.{word}.value", str(wrong), fact.value) from None
        known = {file.path for file in self.files}
        for path in filter(None, [fact.file, *fact.confirmed_by]):
            if path not in known:
                raise RecordError(self.id, f"facts.{word}.file", "a file of this record", path)

    def value(self, word: str) -> Any:
        """Give the value of a fact; raises KeyError where nothing states it."""
        return self.facts[word].value

    @property
    def values(self) -> dict[str, Any]:
        """Every fact's value by its word."""
        return {word: fact.value for word, fact in self.facts.items()}

    def require_understood(self) -> None:
        """Raise Untested, naming the key, where one isn't understood and no class would do."""
        for it in self.unread:
            raise Untested(it.sentence)

    @property
    def inventory(self) -> Inventory | None:
        """The fullest published inventory: one with shapes if there is one, else the first."""
        fuller = [each for each in self.inventories if each.has_shapes]
        return next(iter(fuller or self.inventories), None)


def dump(record: Record) -> str:
    """Write a record as TOML text; the same record gives the same text."""
    import tomli_w  # only writing needs it, and every run of the claims loads this module

    table = to_table(record)
    return tomli_w.dumps({"format": table.pop("format"), **table})


def load(path: Path) -> Record:
    """Read a record; raises RecordError naming file, key, what was expected and what was got."""
    try:
        table = tomli.loads(path.read_text("utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecordError(str(path), "the whole file", "TOML", str(error)) from error
    try:
        record: Record = from_table(Record, table)
    except WrongTable as wrong:
        raise RecordError(str(path), wrong.key, wrong.expected, wrong.got) from wrong
    except RecordError as wrong:
        raise RecordError(str(path), wrong.key, wrong.expected, wrong.got) from wrong
    return record


def write(record: Record, path: Path) -> None:
    """Put a record in place at once: an interrupted write leaves the old one whole."""
    write_text(path, dump(record))
