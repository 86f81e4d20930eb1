"""The precision of what torch makes without being told one."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def default_precision(*, double: bool) -> Iterator[None]:
    """Make new tensors float64 or float32 within.

    A model in float64 needs it as it runs: XGLM's mask holds the least float64, which overflows as
    float32. One under construction must not see it: other numbers would be drawn.
    """
    import torch

    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64 if double else torch.float32)
    try:
        yield
    finally:
        torch.set_default_dtype(before)
