"""Every property of a target, and every point on which its config is wrong about it."""

from collections.abc import Callable
from typing import Any

from attrs import evolve, frozen

from claims._checkpoints.hub.repository import Progress, unshown
from claims._checkpoints.hub.took import Counter
from claims._core.observed import CantTell, Inapplicable
from claims._inspection import (
    bias_words,
    context,
    heads,
    named_class,
    network,
    norm_words,
    normalization,
    position_words,
    positions,
    precision,
    rope_scaling,
    rope_theta,
    sharing,
    size_words,
    sizes,
    stored,
)
from claims._inspection.contradicted import borne_out
from claims._inspection.defaults import told_from_defaults
from claims._inspection.property import Disagreement, Property, unknown
from claims._inspection.subject import Subject, told
from claims._inspection.target import Target, find

PROPERTIES: dict[str, Callable[[Subject], Property]] = {
    it.__name__: it
    for it in (
        sizes.parameters,
        stored.stored_elements,
        stored.stored_bytes,
        precision.dtype,
        sizes.layers,
        sizes.hidden_size,
        sizes.feed_forward_size,
        heads.query_heads,
        heads.kv_heads,
        heads.head_width,
        sizes.vocabulary,
        context.context,
        positions.position_encoding,
        rope_theta.rope_theta,
        rope_scaling.rope_scaling,
        heads.attention,
        heads.causal,
        network.activation,
        network.gated,
        normalization.norm,
        normalization.norm_placement,
        normalization.norm_eps,
        sharing.tied_embeddings,
        sharing.biases,
    )
}
CHECKED = (
    named_class,
    precision,
    stored,
    sizes,
    size_words,
    rope_theta,
    rope_scaling,
    position_words,
    heads,
    network,
    normalization,
    norm_words,
    sharing,
    bias_words,
)


@frozen
class Inspection:
    """What a target was found to be."""

    target: Target
    properties: dict[str, Property]
    disagreements: tuple[Disagreement, ...]

    def as_json(self) -> dict[str, Any]:
        """The object that `claims inspect --json` prints."""
        return {
            "target": self.target.name,
            **{name: it.as_json() for name, it in self.properties.items()},
            "disagreements": [it.as_json() for it in self.disagreements],
            "requests": self.target.requests,
            "bytes_read": self.target.bytes_read,
            "listed_headers": self.target.listed,
        }


def inspect(name: str, progress: Progress = unshown, counter: Counter | None = None) -> Inspection:
    """Measure a target; raises Refused for one that can't be opened or built.

    `counter` has what was read from the hub, also where that comes to nothing.
    """
    target = find(name, progress, counter)
    try:
        subject = Subject(target)
    except Inapplicable as why:
        return Inspection(target, {it: unknown(f"doesn't apply: {why}") for it in PROPERTIES}, ())
    except CantTell as why:
        return Inspection(target, {it: unknown(str(why)) for it in PROPERTIES}, ())
    properties = {
        name: told(borne_out(told_from_defaults(question)), subject)
        for name, question in PROPERTIES.items()
    }
    disagreements = tuple(_disagreements(subject))
    read = evolve(target, bytes_read=subject.bytes_read)
    return Inspection(read, properties, disagreements)


def _disagreements(subject: Subject) -> list[Disagreement]:
    found: list[Disagreement] = []
    for concept in CHECKED:
        try:
            found += concept.disagreements(subject)
        # What can't be told disagrees with nothing; the reason stands beside the value.
        except Exception:
            continue
    return found
