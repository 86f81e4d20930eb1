"""What it costs to run a checkpoint's weights: bytes, known from its record alone."""

import re
from collections.abc import Iterable
from math import prod

from claims._checkpoints.accounting import PRECISIONS
from claims._checkpoints.inventory import WIDTHS
from claims._checkpoints.published_names import in_reference
from claims._checkpoints.reconciliation import Reconciliation
from claims._checkpoints.record import Record
from claims._checkpoints.weights.planned import planned
from claims._core.claim import Claim

HEAD, TOKENS = r"lm_head\.weight", r"(wte|embed_tokens)\.weight"
# The widest that weights are published in, where none is recorded.
ASSUMED = "F32"
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
    seconds = {tie.partition(" = ")[0] for tie in met.ties}
    once = re.compile(f"{HEAD}|{LAYER}" if met.ties else f"{HEAD}|{LAYER}|{TOKENS}")
    own = [it for it in met.tensors if it.name not in seconds]
    read = [*own, *(it for it in own if not once.search(it.name))]
    widths, usual = _widths(record), _width(record, met)
    return sum(prod(it.shape or ()) * widths.get(it.name, usual) for it in read)


def attesting_cost(record: Record, claims: Iterable[Claim]) -> int | None:
    """The bytes that attesting reads: a run, the slices of each check, and all files for a digest.

    Without what stands in the files before their data. None where the record accounts for nothing.
    """
    run, met = running_cost(record), record.reconciliation
    if run is None or met is None:
        return None
    about = [it for it in claims if record.id in {unit.name for unit in it.about}]
    checks = [it for claim in about for it in claim.checks if it.reads is not None]
    slices = sum(it.bytes or 0 for each in checks for it in planned(record, each.reads))
    return run + slices + (met.stored_bytes or met.parameters * _width(record, met))


def assumes_width(record: Record) -> bool:
    """Whether nothing that is recorded tells in how many bytes a number is stored."""
    met = record.reconciliation
    stored = met is not None and met.stored_bytes and met.stored_elements
    return not stored and record.values.get("dtype") not in PRECISIONS


def _widths(record: Record) -> dict[str, int]:
    """The bytes of a number, by the class's names, of the tensors whose precision is listed."""
    listed, architecture = record.inventory, record.value("architecture")
    if listed is None:
        return {}
    ours = (in_reference(it, listed.naming, architecture) for it in listed.tensors)
    return {it.name: WIDTHS[it.dtype] for it in ours if it.dtype is not None}


def _width(record: Record, met: Reconciliation) -> int:
    """The bytes of a number, as what is stored has them; a config need not say which those are."""
    if met.stored_bytes and met.stored_elements:
        return round(met.stored_bytes / met.stored_elements)
    return WIDTHS[PRECISIONS.get(record.values.get("dtype", ""), ASSUMED)]
