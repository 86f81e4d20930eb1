"""What leaves no tensor, as a config states it: activation, epsilon, rotation, a tie."""

from typing import Any

from claims._core.observed import CantTell
from claims._core.words import Evidence
from claims._inspection.network import stated_activations
from claims._inspection.normalization import stated_eps
from claims._inspection.property import Property, unknown
from claims._inspection.rope_tables import kind_of, scaling_of, stated_thetas
from claims._inspection.survey import library
from claims._inspection.survey.model import Model
from claims._inspection.survey.written import LEFT

BEHAVIOUR = "no file tells; `claims inspect` builds its class, small, and measures"


def behaviour(model: Model) -> Property:
    """What only a model that runs shows."""
    return unknown(BEHAVIOUR)


def activation(model: Model) -> Property:
    """The function that the config names, by our word for it."""
    names = {
        name
        for _, it in stated_activations(model.stated.settings)
        if (name := library.activation(it))
    }
    return _only(names, "activations")


def norm_eps(model: Model) -> Property:
    """The epsilon that the config states."""
    return _only({it for _, it in stated_eps(model.stated.settings)}, "epsilons")


def rope_theta(model: Model) -> Property:
    """The base that the config states."""
    settings = model.stated.settings
    kinds = settings.get("layer_types")
    found = stated_thetas(settings, kinds if isinstance(kinds, list) else None)
    return _only({it for _, it in found}, "bases")


def rope_scaling(model: Model) -> Property:
    """The scaling that the config states; without a value, if it states that there is none."""
    settings = model.stated.settings
    keys = [it for it in ("rope_scaling", "rope_parameters") if it in settings]
    if not keys:
        return unknown(LEFT)
    table = settings[keys[0]] or {}
    if not isinstance(table, dict) or any(isinstance(it, dict) for it in table.values()):
        raise CantTell("the config states no single scaling; `claims inspect` tells")
    if kind_of(table) == "default":
        return Property(None, Evidence.CONFIG, "the config states none")
    return Property(scaling_of(table), Evidence.CONFIG)


def tied_embeddings(model: Model) -> Property:
    """Whether the config says that one matrix does both."""
    stated = model.stated.settings.get("tie_word_embeddings")
    return Property(stated, Evidence.CONFIG) if isinstance(stated, bool) else unknown(LEFT)


def _only(found: set[Any], what: str) -> Property:
    if not found:
        return unknown(LEFT)
    if len(found) > 1:
        raise CantTell(f"the config states several {what}: {', '.join(map(str, sorted(found)))}")
    return Property(found.pop(), Evidence.CONFIG)
