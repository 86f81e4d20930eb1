"""By what angle each pair of a key's coordinates turns from one position to the next."""

from claims._probes.models.model import Model
from claims._probes.watching.same_input import keys_by_layer
from claims._probes.watching.turning import turning_of


def measure(model: Model) -> tuple[float, ...]:
    """Radians a position of each pair of the first layer's keys, in float64; empty if none turns.

    Whether these are turns at all, and the same in all layers, is for `rotation` to say, which
    takes more than twenty times as long on a head of its real width.
    """
    return turning_of(keys_by_layer(model.in_double())[0]).frequencies
