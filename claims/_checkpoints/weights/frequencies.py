"""Whether stored frequencies of a rotation are those of a base, as near as they could be stored."""

from typing import Any

from claims._checkpoints.weights.values import ROUNDING

# They were computed in 32 bits, whose roundings are of this size.
_COMPUTED = 2.0**-24
# Whatever they are stored in, they may have gone through the half precision of the model that they
# were converted with.
_CONVERTED = ROUNDING["F16"]


def follow(frequencies: Any, dtype: str, base: float) -> bool:
    """Compare each with `base ** -(i / pairs)`; storing and computing them may have rounded."""
    import numpy

    if frequencies.ndim != 1 or not frequencies.size or dtype not in ROUNDING:
        return False
    stored, least = max(ROUNDING[dtype], _CONVERTED)
    with numpy.errstate(all="ignore"):
        exact = numpy.float64(base) ** -(numpy.arange(frequencies.size) / frequencies.size)
        # The exponent's rounding is multiplied by the base's logarithm; the power, which may be
        # off by two of them, and its inverse add theirs.
        computed = (numpy.log(base) + 3) * _COMPUTED
        off = abs(frequencies - exact)
        return bool((off <= (stored + computed) * exact + least).all())
