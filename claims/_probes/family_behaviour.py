"""The subject of a check on how a whole family behaves, as the catalogue had it on a day."""

from claims._checkpoints.family import SnapshotOf
from claims._core.words import Evidence
from claims._probes.behaviour import Behaviour


class FamilyBehaviour(SnapshotOf[Behaviour]):
    """The members of a dated snapshot, each with its small model."""

    evidence = Evidence.BEHAVIOUR
    each = Behaviour

    @staticmethod
    def prepare() -> None:
        """Import what every measurement needs."""
        Behaviour.prepare()
