"""How it knows where tokens stand."""

from collections.abc import Iterable

from claims._core.observed import NoOutcome
from claims._inspection.property import Property, measured, measured_but
from claims._inspection.subject import Subject
from claims._inspection.turned_keys import stated_layers
from claims._probes.layer_rotation import LayerRotation
from claims._probes.score_bias import some_add_nothing


def position_encoding(subject: Subject) -> Property:
    """Learned, sinusoidal, rotary, alibi, relative-bias or none."""
    subject.require_attention()
    try:
        return measured(subject.ask("position_encoding"))
    except NoOutcome as none:
        problem = none
    layers = subject.ask("layer_rotation")
    if _has_none(subject, layers):
        return measured("none", "the order shows only in the layers that keep a state")
    if not any(it.turns for it in layers) or subject.ask("position_table").present:
        raise problem
    still = stated_layers(subject, [at for at, it in enumerate(layers) if it.turns is False])
    open_ = stated_layers(subject, [at for at, it in enumerate(layers) if it.turns is None])
    said = [f"not in layers {still} of those that were built"] if still else []
    said += [f"can't tell in layers {open_}"] if open_ else []
    return measured_but("rotary", "; ".join(said))


def _has_none(subject: Subject, layers: Iterable[LayerRotation]) -> bool:
    """Whether some layers keep a state, and those that attend know of no positions."""
    if all(subject.attends) or any(it.turns is not False for it in layers):
        return False
    if subject.ask("position_table").present:
        return False
    return some_add_nothing(subject.fitted.model)
