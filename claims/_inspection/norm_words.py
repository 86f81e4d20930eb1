"""What a config says in a word about norms, held against what was seen."""

from claims._core.observed import NoOutcome
from claims._inspection.normalization import norm
from claims._inspection.property import Disagreement
from claims._inspection.stated_words import last_of, stated_words
from claims._inspection.subject import Subject, told

SWITCHES = (
    "qk_layernorm",
    "qk_norm",
    "use_qk_norm",
    "use_qk_layernorm",
    "qk_layer_norm",
    "qk_ln",
)
KINDS = ("norm_type", "normalization_type", "normalization", "layer_norm_type")


def disagreements(subject: Subject) -> list[Disagreement]:
    """A kind that is named and isn't theirs; queries and keys that are said to be normalised."""
    return _of_kind(subject) + _of_queries_and_keys(subject)


def _of_kind(subject: Subject) -> list[Disagreement]:
    seen = told(norm, subject).value
    found = []
    for key, stated in stated_words(subject.stated.settings):
        meant = _kind(stated) if last_of(key) in KINDS else None
        if meant and seen and meant != seen:
            named = "" if meant == stated else f", which is {meant}"
            said = f"the config states {key} {stated!r}{named}; measured: {seen}"
            found.append(Disagreement("norm", stated, seen, said))
    return found


def _kind(stated: bool | str) -> str | None:
    """Which of the two a word speaks of, if it is one of them."""
    word = str(stated).lower().replace("_", "")
    if word.endswith("rmsnorm") or word == "rms":
        return "rmsnorm"
    return "layernorm" if word.endswith("layernorm") else None


def _of_queries_and_keys(subject: Subject) -> list[Disagreement]:
    """A switch that is on where they aren't normalised, or off where they are."""
    stated = stated_words(subject.stated.settings)
    switches = {key: it for key, it in stated if last_of(key) in SWITCHES and isinstance(it, bool)}
    if not switches:
        return []
    try:
        seen = bool(subject.ask("query_key_norm"))
    except NoOutcome:
        return []
    said = "are normalised" if seen else "aren't normalised"
    return [
        Disagreement("norm", it, seen, f"the config states {key} {it}; queries and keys {said}")
        for key, it in switches.items()
        if it is not seen
    ]
