"""What a page is in a sentence or two, where no more of it is seen: in the results of a search."""

from claims._checkpoints.catalogue import Checkpoint
from claims._checkpoints.record import Record
from claims._core.finding import spell
from claims._views.html import Html, safe
from claims._views.marks import verdict_words
from claims._views.place import Entry


def claim_in_results(entry: Entry) -> Html:
    """The statement, its verdict, and what is true, or why that stays open."""
    verdict, said = verdict_words(entry).capitalize(), entry["finding"] or entry["because"]
    return safe(f"{entry['statement']} {verdict}" + (f": {said}" if said else "."))


def checkpoint_in_results(checkpoint: Checkpoint, record: Record | None) -> Html:
    """Where it is published, how large it is, and what its page has."""
    made = record.reconciliation if record else None
    size = f", {spell(made.parameters)} parameters" if made else ""
    return safe(
        f"{checkpoint.id} ({checkpoint.hub}, {checkpoint.released.isoformat()}){size}: each fact "
        "with the published file that states it, and what every claim about it comes to."
    )
