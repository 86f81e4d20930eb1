"""Questions about what stands beside attention, asked also where nothing attends."""

from collections.abc import Callable
from functools import wraps

from claims._core.observed import CantTell, Inapplicable
from claims._inspection.property import Property
from claims._inspection.subject import Subject

Question = Callable[[Subject], Property]
OPEN = "not measured: no layer multiplies queries with keys, and no network was told from the rest"


def also_unattended(question: Question) -> Question:
    """Ask it of a model without attention too; that it can't be told isn't that it doesn't apply.

    A block may have a network and its norms beside whatever keeps a state, as Bamba's does.
    """

    @wraps(question)
    def asked(subject: Subject) -> Property:
        try:
            subject.require_attention()
        except Inapplicable:
            try:
                return question(subject)
            # Whatever breaks on a model of another make: it is measured as far as that goes.
            except Exception as none:
                raise CantTell(OPEN) from none
        return question(subject)

    return asked
