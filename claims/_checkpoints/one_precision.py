"""Whether a record's parameters are all stored in one precision, the one that its config states."""

from claims._checkpoints.accounting import PRECISIONS
from claims._checkpoints.mismatch import Mismatch
from claims._checkpoints.published_names import buffer_shape, in_reference
from claims._checkpoints.record import Record


def require_one_precision(record: Record) -> None:
    """Raise Mismatch where they aren't, as what is published of a known checkpoint is."""
    facts = record.values
    stated = PRECISIONS.get(facts.get("dtype", ""))
    for each in record.inventories:
        ours = [in_reference(it, each.naming, facts["architecture"]) for it in each.tensors]
        own = (it.dtype for it in ours if buffer_shape(it.name, facts) is None)
        given = set(filter(None, own))
        if len(given) > 1 or (given and stated and given != {stated}):
            words = f"precision: expected {stated or 'one'}, published {', '.join(sorted(given))}"
            raise Mismatch(each.origin, words)
