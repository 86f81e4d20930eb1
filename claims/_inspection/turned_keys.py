"""The layers of the small model whose keys turn with their position, and how each does."""

from collections.abc import Iterable

from claims._core.observed import CantTell, Inapplicable
from claims._inspection.subject import Subject
from claims._probes.watching.turning import Turning

# So few are always a progression; they show a base if neither is scaled. Fewer show none.
PAIRS = 2


def turned_keys(subject: Subject) -> dict[int, Turning]:
    """The layers whose keys turn, and how."""
    layers = subject.ask("layer_rotation")
    open_ = [at for at, it in enumerate(layers) if it.turns is None]
    if open_:
        which = stated_layers(subject, open_)
        raise CantTell(f"keys change with the position, but don't clearly turn, in layers {which}")
    return {at: it.turning for at, it in enumerate(layers) if it.turns and it.turning}


def required_keys(subject: Subject) -> dict[int, Turning]:
    subject.require_attention()
    found = turned_keys(subject)
    if not found:
        raise Inapplicable("doesn't apply: no keys turn with the position")
    return found


def require_pairs(turning: Iterable[Turning]) -> None:
    """Raise CantTell where some layer turns so few pairs that any base and any scaling fit them."""
    if min(len(it.frequencies) for it in turning) < PAIRS:
        raise CantTell("only one pair turns, which is equally fast whatever the base")
    if min(len(it.frequencies) for it in turning) == PAIRS:
        raise CantTell("only two pairs turn, which another base and a scaling explain alike")


def stated_layers(subject: Subject, numbers: list[int]) -> str:
    """Layers by their numbers in the model as it is stated."""
    return ", ".join(str(subject.fitted.layers[it]) for it in numbers)
