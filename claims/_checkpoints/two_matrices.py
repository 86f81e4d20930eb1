"""Two matrices stored where a config says that there is one."""

from collections.abc import Iterator

from claims._checkpoints.published_names import in_reference
from claims._checkpoints.record import Record
from claims._checkpoints.unread import Unread


def two_matrices(record: Record) -> Iterator[Unread]:
    """Find what a config ties and the weights list twice.

    transformers ties two such matrices where they are alike, and runs both where they aren't; which
    it is no list of names tells.
    """
    inventory, met = record.inventory, record.reconciliation
    if inventory is None or met is None:
        return
    architecture = record.value("architecture")
    ours = ((in_reference(it, inventory.naming, architecture), it) for it in inventory.tensors)
    listed = {known.name: it.name for known, it in ours}
    for second, first in (it.split(" = ") for it in met.ties):
        if second in listed and first in listed:
            both = f"{listed[first]} and {listed[second]}"
            words = f"expected one of {both}, as its config ties them, measured both"
            sentence = f"{inventory.origin}: {words}; only their numbers tell if they are alike"
            yield Unread(sentence, ("tied_embeddings",))
