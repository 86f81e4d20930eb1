"""How widely the library itself draws the matrices of a new model."""

from collections.abc import Mapping
from dataclasses import dataclass

from claims._probes.models.model import Model


@dataclass(frozen=True)
class InitialSpread:
    """The standard deviation of each kind of matrix, by the last name of its module.

    Of several matrices of one kind, it is the root of their mean square.
    """

    deviations: Mapping[str, float]
    layers: int


def measure(model: Model) -> InitialSpread:
    """Take the standard deviations of all matrices, those of all layers and ties once.

    Measured with torch 2.13 and transformers 5.23 on small models of a stated .02: LLaMA's lie
    within 3 % of it and GPT-2's within 1 %, but for `c_proj`, at .02/√(2 × layers) within 1 %.
    """
    module = model.as_initialised().module
    squares: dict[str, list[float]] = {}
    for name, parameter in module.named_parameters():
        if parameter.dim() > 1:
            kind = name.split(".")[-2]
            squares.setdefault(kind, []).append(float(parameter.detach().square().mean()))
    deviations = {kind: (sum(it) / len(it)) ** 0.5 for kind, it in squares.items()}
    return InitialSpread(deviations, module.config.num_hidden_layers)
