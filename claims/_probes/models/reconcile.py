"""Accounting for everything published of a checkpoint's weights with its reference class."""

from collections.abc import Iterable
from importlib.metadata import version

from claims._checkpoints.accounting import Account, Reference, account
from claims._checkpoints.file_sizes import (
    Bound,
    authors_sizes,
    bounds,
    lone_files,
    shard_sizes,
)
from claims._checkpoints.inventory import WIDTHS, Tensor
from claims._checkpoints.reconciliation import Kind, Met, Reconciliation, StoredBuffer
from claims._checkpoints.record import Record
from claims._checkpoints.repeated_names import fold
from claims._probes.models.measurable import refuse_unmeasurable
from claims._probes.models.reference_tensors import reference_tensors


def reconcile(record: Record) -> Reconciliation:
    """Hold the reference class, built from the record's facts, against all that is published.

    Names, shapes and bytes must match exactly, whatever each tensor's precision is; raises
    `Mismatch` where they don't, and Refused for a model too large to be measured afterwards.
    """
    refuse_unmeasurable(record)
    facts = record.values
    reference = reference_tensors(facts, record.id)
    accounts = [account(reference, facts, each) for each in record.inventories]
    sized = [met for each in accounts for met in shard_sizes(each, record.pins)]
    sized += authors_sizes(reference, record.pins)
    lone = [] if accounts else lone_files(reference, facts, record.pins)
    sized += [met for _, met in lone]
    found = bounds(reference, facts, record.pins) if not accounts and not sized else []
    met = [*map(_met, accounts), *sized, *(each.met for each in found)]
    exact = [each for each in accounts if each.known_bytes]
    kind: Kind = "exact" if exact else "size" if sized else "bound" if found else "none"
    main = next(iter(exact or [each for each, _ in lone]), None)
    return _result(kind, reference, main, dict.fromkeys(met), found)


def _result(
    kind: Kind,
    reference: Reference,
    main: Account | None,
    met: Iterable[Met],
    found: list[Bound],
) -> Reconciliation:
    return Reconciliation(
        kind=kind,
        parameters=reference.parameters,
        library=f"transformers {version('transformers')}",
        stored_elements=main.elements if main else None,
        stored_bytes=main.bytes if main else None,
        at_most=min((each.at_most for each in found), default=None),
        ties=tuple(f"{second} = {first}" for second, first in sorted(reference.ties.items())),
        buffers=_buffers(main) if main else (),
        against=tuple(met),
        tensors=tuple(
            Tensor(name, shape=shape) for name, shape in sorted(reference.shapes.items())
        ),
    )


def _met(one: Account) -> Met:
    names = len(one.inventory.tensors)
    what = f"{names} names" + (", shapes and precisions" if one.inventory.has_shapes else "")
    if any(part.gaps for part in one.inventory.parts):
        what += f", {sum(len(part.gaps) for part in one.inventory.parts)} unnamed stretches"
    if one.inventory.total_bytes is not None:
        what += f" and a total of {one.inventory.total_bytes:,} bytes"
    return Met(one.inventory.origin, what)


def _buffers(one: Account) -> tuple[StoredBuffer, ...]:
    alike: dict[tuple[str, str], list[Tensor]] = {}
    for it in one.buffers:
        alike.setdefault((it.name.rsplit(".", 2)[-1], str(it.dtype)), []).append(it)
    return tuple(
        StoredBuffer(
            names=", ".join(fold(it.name for it in them)),
            count=len(them),
            dtype=dtype,
            bytes=sum(it.elements for it in them) * WIDTHS[dtype],
        )
        for (_, dtype), them in sorted(alike.items())
    )
