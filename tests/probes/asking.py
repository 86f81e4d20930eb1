"""Asking a probe of a checkpoint's small model, patched or not, or of another architecture."""

from typing import Any

from claims._probes.behaviour import Behaviour
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from tests.probes.structures import FACTS


def asked(probe: str, name: str, *patches: tuple[str, str]) -> Any:
    """What a probe says of a checkpoint, or of a kind of model that is no checkpoint."""
    if name in FACTS:
        return getattr(Behaviour(name, FACTS[name], patches=patches), probe)()
    return measured(probe, tiny(name))
