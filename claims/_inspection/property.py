"""One property of a model: a value and what decided it, or why there is none."""

from typing import Any

from attrs import frozen

from claims._core.words import Evidence


@frozen
class Property:
    """A value with its evidence; without a value, `why`, which may also say more of a value.

    `of_some` says that some layers don't have it, and `applies` whether the model can have any.
    """

    value: Any
    evidence: Evidence | None = None
    why: str = ""
    of_some: bool = False
    applies: bool = True

    def as_json(self) -> dict[str, Any]:
        """The property as `claims inspect --json` gives it."""
        known: dict[str, Any] = {"value": self.value, "evidence": self.evidence}
        return known | ({"why": self.why} if self.why else {})


def unknown(why: str) -> Property:
    """A property that couldn't be told."""
    return Property(None, None, why)


def measured(value: Any, why: str = "") -> Property:
    """What the class was seen to do."""
    return Property(value, Evidence.BEHAVIOUR, why)


def measured_but(value: Any, layers: str) -> Property:
    """What the class was seen to do, in all layers but those that are named, if any are."""
    return Property(value, Evidence.BEHAVIOUR, layers, of_some=bool(layers))


@frozen
class Disagreement:
    """A property on which the config says one thing, and what was measured another."""

    about: str
    config: Any
    found: Any
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """The disagreement as `claims inspect --json` gives it."""
        return {
            "property": self.about,
            "config": self.config,
            "found": self.found,
            "sentence": self.sentence,
        }
