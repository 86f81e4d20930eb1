"""Reading a checkpoint's facts in a check, so that the outcome names what it leaned on."""

from collections.abc import Iterable, Mapping
from typing import Any

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.record import Record
from claims._checkpoints.unread import Unread
from claims._checkpoints.vocabulary import WORDS
from claims._core.observed import Inapplicable, Untested
from claims._core.result import Lean
from claims._core.words import Evidence


class Facts:
    """The facts of one checkpoint, some of them perhaps altered by a control.

    `origins` says what the recorded ones rest on; what a control made up rests on nothing. Where a
    config has keys that are `unread`, what they may change can't be told.
    """

    def __init__(
        self,
        name: str,
        values: Mapping[str, Any],
        origins: Mapping[str, Lean] | None = None,
        unread: Iterable[Unread] = (),
    ) -> None:
        self.name = name
        self.values = dict(values)
        self.origins = dict(origins or {})
        self.facts_read: list[str] = []
        self._unread = tuple(unread)

    def fact(self, word: str) -> Any:
        """Give a fact's value and note the reading; raise Untested where nothing states it."""
        value = self.stated(word)
        if value is None:
            raise Untested(f"nothing that is published here gives its {word}")
        return value

    def stated(self, word: str) -> Any:
        """Give a fact's value, None where nothing states it, and note the reading."""
        if word not in WORDS and word not in self.values:
            raise LookupError(f"{self.name}: no fact is called {word!r}; there are {sorted(WORDS)}")
        self.require_understood(word)
        if word not in self.facts_read:
            self.facts_read.append(word)
        return self.values.get(word)

    def require_understood(self, word: str) -> None:
        """Raise Untested, naming the key, where one that isn't understood may change a fact."""
        for it in self._unread:
            if word in it.words:
                raise Untested(it.sentence)

    def rests_on(self, word: str) -> Evidence | None:
        """What a fact rests on; None where nothing states it, or a control made it up."""
        lean = self.origins.get(word)
        return lean.evidence if lean else None

    @property
    def catalogue_generation(self) -> str:
        """The catalogue's word for the models it came with: `gpt2`, `llama-1`, `llama-3.2`."""
        known = next((it.generation for it in catalogue() if it.id == self.name), None)
        if known is None:
            raise Inapplicable(f"{self.name} is of no generation that the catalogue knows")
        return known

    def leans(self) -> list[Lean]:
        """What the facts that were read so far rest on."""
        return [self.origins[word] for word in self.facts_read if word in self.origins]


def origins(record: Record, altered: Mapping[str, Any] | None = None) -> dict[str, Lean]:
    """Say what each recorded fact rests on, those that a control altered left out."""
    of = siblings(record)
    return {
        word: Lean(word, fact.evidence, fact.origin, of.get(fact.file or "", ""))
        for word, fact in record.facts.items()
        if word not in (altered or {})
    }


def siblings(record: Record) -> dict[str, str]:
    """Name, for each file that isn't the checkpoint's own, the related model that it is of."""
    return {it.path: it.words or it.repo for it in record.files if it.relation == "sibling"}
