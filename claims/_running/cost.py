"""What it costs to run a checkpoint's weights: bytes, known from its record alone."""

import re
from math import prod

from claims._checkpoints.accounting import PRECISIONS
from claims._checkpoints.inventory import WIDTHS
from claims._checkpoints.record import Record

HEAD, TOKENS = r"lm_head\.weight", r"(wte|embed_tokens)\.weight"
LAYER = r"\.\d+\."


def running_cost(record: Record) -> int | None:
    """The bytes that a run reads: every parameter once, and some of what stands around the layers.

    Whatever is needed before the layers and behind them is read again, so as not to be kept
    meanwhile: embeddings only where they are the head too. None where the record accounts for no
    tensors.
    """
    met = record.reconciliation
    if met is None:
        return None
    width = WIDTHS[PRECISIONS.get(record.values.get("dtype", ""), "F32")]
    once = re.compile(f"{HEAD}|{LAYER}" if met.ties else f"{HEAD}|{LAYER}|{TOKENS}")
    around = [it for it in met.tensors if not once.search(it.name)]
    again = sum(prod(it.shape or ()) for it in around)
    return (met.parameters + again) * width
