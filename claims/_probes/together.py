"""The subjects of checks on how several checkpoints behave: a pair, or a family on a day."""

from claims._checkpoints.family import SnapshotOf
from claims._checkpoints.pair import PairOf
from claims._core.words import Evidence
from claims._probes.behaviour import Behaviour


class BothBehaviour(PairOf[Behaviour]):
    """The small models of a checkpoint and of the baseline that it is held against."""

    evidence = Evidence.BEHAVIOUR
    each = Behaviour
    prepare = Behaviour.prepare


class FamilyBehaviour(SnapshotOf[Behaviour]):
    """The members of a dated snapshot, each with its small model."""

    evidence = Evidence.BEHAVIOUR
    each = Behaviour
    prepare = Behaviour.prepare
