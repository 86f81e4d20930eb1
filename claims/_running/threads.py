"""How many processors a run may take."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def all_threads() -> Iterator[None]:
    """Use every processor within; small models are run on one, and large ones need them all."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(os.cpu_count() or 1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
