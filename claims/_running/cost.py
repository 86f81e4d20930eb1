"""What it costs to run a checkpoint's weights: bytes, known from its record alone."""

import re
from math import prod

from claims._checkpoints.accounting import PRECISIONS
from claims._checkpoints.inventory import WIDTHS
from claims._checkpoints.record import Record

HEAD = "lm_head.weight"
LAYER = re.compile(r"\.\d+\.")


def running_cost(record: Record) -> int | None:
    """The bytes that a run reads: every parameter once, what stands around the layers again.

    Embeddings and the last norm are read as text goes in, and again with the head, so as not to be
    kept meanwhile. None where the record accounts for no tensors.
    """
    met = record.reconciliation
    if met is None:
        return None
    width = WIDTHS[PRECISIONS.get(record.values.get("dtype", ""), "F32")]
    around = [it for it in met.tensors if it.name != HEAD and not LAYER.search(it.name)]
    again = sum(prod(it.shape or ()) for it in around)
    return (met.parameters + again) * width
