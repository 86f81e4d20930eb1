"""From the bytes of a stored tensor to numbers."""

from typing import Any

from claims._core.observed import CantTell

# NumPy's word for each precision that it has; BF16 is the upper half of a 32-bit number.
_WORDS = {
    "F64": "<f8",
    "F32": "<f4",
    "F16": "<f2",
    "BF16": "<u2",
    "I64": "<i8",
    "I32": "<i4",
    "I16": "<i2",
    "I8": "i1",
    "U64": "<u8",
    "U32": "<u4",
    "U16": "<u2",
    "U8": "u1",
    "BOOL": "?",
}
# How far storing moves a number at most: by a share of it, or, where it is very small, by half the
# least number that the precision has.
ROUNDING = {
    "F64": (2.0**-53, 2.0**-1074),
    "F32": (2.0**-24, 2.0**-150),
    "F16": (2.0**-11, 2.0**-25),
    "BF16": (2.0**-8, 2.0**-134),
}
# Of what has another precision, such as what was quantised, the scales are stored elsewhere.
FLOATS = tuple(ROUNDING)

# These are given as 32-bit ones, which hold them exactly.
_WIDENED = ("F16", "BF16")


def room(dtype: str, shape: tuple[int, ...]) -> Any:
    """Give a NumPy array for a stored tensor's numbers, with nothing in it yet.

    Raises CantTell for a precision of 8 bits, whose scale is stored elsewhere.
    """
    import numpy

    if dtype not in _WORDS:
        raise CantTell(f"numbers stored as {dtype} mean nothing without the scales beside them")
    return numpy.empty(shape, numpy.float32 if dtype in _WIDENED else _WORDS[dtype])


def values(data: bytes, dtype: str) -> Any:
    """Give some of a tensor's bytes as a row of numbers."""
    import numpy

    read = numpy.frombuffer(data, _WORDS[dtype])
    if dtype == "BF16":
        wide = read.astype(numpy.uint32)
        wide <<= 16
        return wide.view(numpy.float32)
    return read
