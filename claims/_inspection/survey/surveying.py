"""One model: its line, or why there is none."""

from collections.abc import Callable
from typing import Any

from claims._checkpoints.hub.took import Counter
from claims._core.observed import Inapplicable
from claims._inspection import precision, stored
from claims._inspection.inspect import PROPERTIES
from claims._inspection.property import Property, unknown
from claims._inspection.subject import told
from claims._inspection.survey import sizes, words
from claims._inspection.survey.model import Model
from claims._inspection.target import find

# What needs no config that anyone understands.
STORED = {it.__name__: it for it in (stored.stored_elements, stored.stored_bytes, precision.dtype)}
DECIDED: dict[str, Callable[[Model], Property]] = STORED | {
    it.__name__: it
    for it in (
        sizes.parameters,
        sizes.layers,
        sizes.hidden_size,
        sizes.feed_forward_size,
        sizes.query_heads,
        sizes.kv_heads,
        sizes.head_width,
        sizes.vocabulary,
        sizes.context,
        sizes.attention,
        words.activation,
        words.norm_eps,
        words.rope_theta,
        words.rope_scaling,
        words.tied_embeddings,
    )
}


def surveyed(target: str, counter: Counter | None = None) -> dict[str, Any]:
    """Say of a target what its files decide, property by property as `claims inspect` has them.

    `counter` has what was read from the hub, also where that comes to nothing. Raises Refused for
    one that can't be opened.
    """
    found = find(target, counter=counter)
    model = Model(found)
    return {
        "target": target,
        "commit": found.commit,
        **{name: it.as_json() for name, it in _properties(model).items()},
        "requests": found.requests,
        "bytes_read": found.bytes_read,
    }


def _properties(model: Model) -> dict[str, Property]:
    asked = {name: DECIDED.get(name, words.behaviour) for name in PROPERTIES}
    try:
        _ = model.stated.known
    except Inapplicable as why:
        other = unknown(f"doesn't apply: {why}")
        return {it: told(STORED[it], model) if it in STORED else other for it in asked}
    return {name: told(question, model) for name, question in asked.items()}
