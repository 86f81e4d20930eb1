"""How it knows where tokens stand."""

from claims._core.observed import NoOutcome
from claims._inspection.property import Property, measured
from claims._inspection.subject import Subject
from claims._inspection.turned_keys import stated_layers


def position_encoding(subject: Subject) -> Property:
    """Learned, sinusoidal, rotary, alibi, relative-bias or none."""
    subject.require_attention()
    try:
        return measured(subject.ask("position_encoding"))
    except NoOutcome as none:
        problem = none
    layers = subject.ask("layer_rotation")
    if not any(it.turns for it in layers) or subject.ask("position_table").present:
        raise problem
    still = stated_layers(subject, [at for at, it in enumerate(layers) if it.turns is False])
    open_ = stated_layers(subject, [at for at, it in enumerate(layers) if it.turns is None])
    said = [f"not in layers {still} of those that were built"] if still else []
    said += [f"can't tell in layers {open_}"] if open_ else []
    return measured("rotary", "; ".join(said))
