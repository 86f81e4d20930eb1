"""By what, if anything, a model knows where its tokens stand: one word."""

from claims._core.observed import CantTell
from claims._probes import token_order
from claims._probes.measuring import measured
from claims._probes.models.model import Model
from claims._probes.rotation import STILL


def measure(model: Model) -> str:
    """Say learned, sinusoidal, rotary, alibi, relative-bias or none.

    Nothing is measured here that the four other probes on positions don't measure, with their
    tolerances. Two ways at once, a table that is neither learned nor sinusoidal, keys that change
    without turning, and an order that is noticed for no visible reason are no clear answer.
    """
    found = [word for word in (_table(model), _turn(model), _bias(model)) if word]
    if len(found) > 1:
        raise CantTell(f"positions enter in more than one way: {', '.join(found)}")
    if found:
        return found[0]
    change = measured("token_order", model).one_layer
    if change < token_order.UNNOTICED:
        return "none"
    raise CantTell("the order of tokens is noticed, but not by what", one_layer=change)


def _table(model: Model) -> str | None:
    """Name a table that is added, by whether it is learned; both or neither is no clear answer."""
    table = measured("position_table", model)
    if not table.present:
        return None
    if not table.added:
        raise CantTell("positions enter before the first block, not as a sum", misfit=table.misfit)
    if table.learned == table.sinusoidal:
        raise CantTell("a table is added", learned=table.learned, sinusoidal=table.sinusoidal)
    if table.sinusoidal and table.trained:
        raise CantTell("sinusoids are added, but training may change them")
    return "learned" if table.learned else "sinusoidal"


def _turn(model: Model) -> str | None:
    """Say rotary where the keys turn; where they change otherwise it is unknown what that is."""
    turn = measured("rotation", model)
    if turn.moved >= STILL and not turn.rotates:
        raise CantTell("keys depend on the position, yet don't turn", moved=turn.moved)
    return "rotary" if turn.rotates else None


def _bias(model: Model) -> str | None:
    """Name what is added to the scores for distance."""
    kind: str = measured("score_bias", model).kind
    return None if kind == "none" else kind
