"""What a config says in a word about norms of queries and keys, held against what was seen."""

from claims._inspection.property import Disagreement
from claims._inspection.subject import Subject

SWITCHES = ("qk_layernorm", "qk_norm", "use_qk_norm", "use_qk_layernorm", "qk_layer_norm")


def disagreements(subject: Subject) -> list[Disagreement]:
    """A switch that is on where they aren't normalised, or off where they are."""
    stated = {key: subject.stated.settings.get(key) for key in SWITCHES}
    switches = {key: it for key, it in stated.items() if isinstance(it, bool)}
    if not switches:
        return []
    seen = bool(subject.ask("query_key_norm"))
    said = "are normalised" if seen else "aren't normalised"
    return [
        Disagreement("norm", it, seen, f"the config states {key} {it}; queries and keys {said}")
        for key, it in switches.items()
        if it is not seen
    ]
