"""The fixed vocabulary: outcomes, verdicts and kinds of evidence."""

from enum import StrEnum


class Outcome(StrEnum):
    """What one check came to on one unit, in the words of W3C EARL."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Verdict(StrEnum):
    """What the outcomes of all units together say of a statement."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    PARTLY = "partly"
    OUTDATED = "outdated"
    UNDECIDABLE = "undecidable"
    UNCHECKED = "unchecked"


class Evidence(StrEnum):
    """What an outcome rests on, from the weakest to the strongest."""

    PAPER = "paper"
    CODE = "code"
    CONFIG = "config"
    TENSORS = "tensors"
    BEHAVIOUR = "behaviour"
    WEIGHTS = "weights"

    @property
    def strength(self) -> int:
        """The rung on the ladder, 0 for the weakest."""
        return LADDER[self]


LADDER = {kind: rung for rung, kind in enumerate(Evidence)}

# A check runs on one of these; `paper` and `code` only ever qualify a fact that it read.
CHECKABLE = (Evidence.CONFIG, Evidence.TENSORS, Evidence.BEHAVIOUR, Evidence.WEIGHTS)
# What needs neither the network nor gigabytes on disk.
OFFLINE = (Evidence.CONFIG, Evidence.TENSORS, Evidence.BEHAVIOUR)


def weakest_first(evidence: "set[Evidence]") -> "list[Evidence]":
    """Sort kinds of evidence so that the first is the weakest link."""
    return sorted(evidence, key=lambda kind: kind.strength)
