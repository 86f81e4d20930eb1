"""What a config says in a word about biases, where its class doesn't read that word."""

from claims._inspection.property import Disagreement
from claims._inspection.sharing import biases
from claims._inspection.subject import Subject

# Of matrices in general: ChatGLM has none there, and biases in attention all the same.
GENERAL = ("use_bias", "add_bias_linear", "bias")
SWITCHES = {
    **dict.fromkeys(("attention_bias", "qkv_bias", "use_qkv_bias", "add_qkv_bias"), "attention"),
    **dict.fromkeys(("mlp_bias", *GENERAL), "feed-forward"),
    "lm_head_bias": "head",
}


# MPT declares it and reads it nowhere.
NONE = "no_bias"


def disagreements(subject: Subject) -> list[Disagreement]:
    """A switch that is on where no such bias is, or off where one is."""
    seen = biases(subject).value
    found = []
    if (none := subject.stated.settings.get(NONE)) is bool(seen):
        said = f"the config states {NONE} {none}; measured biases: {', '.join(seen) or 'none'}"
        found.append(Disagreement("biases", none, seen, said))
    for key, place in SWITCHES.items():
        stated = subject.stated.settings.get(key)
        if not isinstance(stated, bool) or subject.stated.is_own(key):
            continue
        there = place in seen or (key in GENERAL and stated and "attention" in seen)
        if stated is not there:
            said = f"the config states {key} {stated}; measured biases: {', '.join(seen) or 'none'}"
            found.append(Disagreement("biases", stated, seen, said))
    return found
