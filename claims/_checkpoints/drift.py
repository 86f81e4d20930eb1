"""One difference between what was recorded of a checkpoint and what is published now."""

from attrs import frozen

ABSENT = "nothing"


@frozen
class Drift:
    """One thing that was recorded, and what is there instead."""

    what: str
    recorded: str
    there: str
