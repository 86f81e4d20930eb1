"""The tensors that the reference class of a checkpoint has at full size, none of them allocated."""

from collections.abc import Mapping
from typing import Any

from claims._checkpoints.accounting import Reference
from claims._probes.models.reference import accepted, reference_config, reference_model


def reference_tensors(facts: Mapping[str, Any], name: str = "these facts") -> Reference:
    """Build the class on the meta device and list its stored names, shapes and ties.

    Facts that the library can't build are refused, under the record's name.
    """
    import torch

    config = reference_config(facts, name)
    with accepted(facts, name), torch.device("meta"):
        model = reference_model(config)
    shapes: dict[str, tuple[int, ...]] = {}
    ties: dict[str, str] = {}
    first: dict[int, str] = {}
    # On meta every data_ptr is 0 and state_dict lists a tied weight under both names, as copies:
    # only the identity of the parameters themselves tells which are one.
    for name, parameter in model.named_parameters(remove_duplicate=False):
        shapes[name] = tuple(parameter.shape)
        if id(parameter) in first:
            ties[name] = first[id(parameter)]
        first.setdefault(id(parameter), name)
    for name, value in model.state_dict().items():
        shapes.setdefault(name, tuple(value.shape))
    return Reference(shapes, ties)
