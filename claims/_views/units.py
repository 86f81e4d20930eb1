"""Units in few words."""

from collections.abc import Sequence

from claims._checkpoints.catalogue import catalogue


def folded(units: Sequence[str]) -> list[str]:
    """A generation's name where all of it is there, else the units' own names."""
    names = []
    for generation in dict.fromkeys(it.generation for it in catalogue()):
        members = [it.id for it in catalogue() if it.generation == generation]
        here = [it for it in members if it in units]
        # A generation of one goes by its model's name.
        names += [generation] if here == members and len(members) > 1 else here
    known = {it.id for it in catalogue()}
    return names + [it for it in units if it not in known]
