"""One matrix for reading tokens in and for scoring them, or two; and where there are biases."""

from claims._core.observed import NoOutcome
from claims._core.words import Evidence
from claims._inspection.own_biases import own_biases
from claims._inspection.property import Disagreement, Property, measured
from claims._inspection.subject import Subject
from claims._probes.bias_places import PLACES

READ = "tie_word_embeddings"
# As other code calls it; of these the library reads none.
UNREAD = ("use_embedding_sharing", "share_embeddings_and_output_weights")


def tied_embeddings(subject: Subject) -> Property:
    """Whether one matrix does both; two stored ones that differ are two, whatever the class is."""
    tied = bool(subject.ask("tie").tied)
    # Untied ones are two, and their numbers need not be read.
    stored = subject.stored_twice if tied else None
    if stored is None:
        return measured(tied)
    if stored.same is None:
        return measured(tied, f"though both {stored.embedding} and {stored.head} are stored")
    if stored.same:
        return Property(True, Evidence.WEIGHTS, "stored twice, with the same numbers")
    return Property(
        False, Evidence.WEIGHTS, "the class ties them, but two different ones are stored"
    )


def biases(subject: Subject) -> Property:
    """Where something is added whatever comes in: attention, feed-forward, norm, head."""
    found = subject.ask("bias_places")
    more = {
        place: path
        for place, path in own_biases(subject.fitted.model).items()
        if place not in found.places
    }
    words = [found.words, *(f"{path} in {place}" for place, path in more.items())]
    places = [it for it in PLACES if it in found.places or it in more]
    return measured(places, "; ".join(filter(None, words)))


def disagreements(subject: Subject) -> list[Disagreement]:
    """A tie that isn't there, as the file states it or its class has it; or the other way round."""
    try:
        tied = tied_embeddings(subject).value
    except NoOutcome:
        return []
    stated = {key: subject.stated.settings.get(key) for key in (READ, *UNREAD)}
    seen = "they are one matrix" if tied else "there are two matrices"
    found = [
        Disagreement("tied_embeddings", it, tied, f"the config states {key} {it}; {seen}")
        for key, it in stated.items()
        if isinstance(it, bool) and it is not tied
    ]
    if stated[READ] is None and subject.stated.values.get(READ) is True and tied is False:
        said = f"the config states no {READ}, and its class ties them; there are two matrices"
        found.append(Disagreement("tied_embeddings", None, tied, said))
    return found
