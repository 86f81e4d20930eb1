"""What it costs to run a checkpoint's weights: bytes, known from its record alone."""

from math import prod

from claims._checkpoints.accounting import PRECISIONS
from claims._checkpoints.inventory import WIDTHS
from claims._checkpoints.record import Record

TABLES = ("wte.weight", "wpe.weight", "embed_tokens.weight")


def running_cost(record: Record) -> int | None:
    """The bytes that a run reads: every parameter once, tables of embeddings a second time.

    They are read as text goes in, and again with the head, so as not to be kept meanwhile. None
    where the record accounts for no tensors.
    """
    met = record.reconciliation
    if met is None:
        return None
    width = WIDTHS[PRECISIONS.get(record.values.get("dtype", ""), "F32")]
    tables = [it for it in met.tensors if it.name.endswith(TABLES)]
    again = sum(prod(it.shape or ()) for it in tables)
    return (met.parameters + again) * width
