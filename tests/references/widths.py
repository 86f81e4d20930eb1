"""The widths at which a reference is held against transformers."""

from typing import Any

import torch

from claims._probes.models.reference import reference_config
from claims._probes.models.shrink import shrink
from tests.probes.structures import FACTS

# As narrow as the small models of the probes, and as wide as the checkpoint's own heads.
WIDTHS = ("shrunk", "full")
TOKENS = 64
# Parallel test workers would fight for the processors.
torch.set_num_threads(1)


def facts_at(name: str, width: str) -> dict[str, Any]:
    """A checkpoint's facts as the probes shrink them; at full width, its heads stay as wide."""
    facts, small = FACTS[name], shrink(FACTS[name])
    if width == "shrunk":
        return small
    hidden = small["query_heads"] * facts["head_width"]
    return small | {"head_width": facts["head_width"], "hidden_size": hidden}


def config_at(name: str, width: str) -> Any:
    """The config that transformers makes of these facts, with attention computed in the open."""
    config = reference_config(facts_at(name, width), name)
    config._attn_implementation = "eager"
    return config


def drawn(*shape: int, seed: int = 0) -> torch.Tensor:
    """Random numbers in float64, the same ones every time."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


def redraw(module: torch.nn.Module) -> None:
    """Give a module parameters with which it bends: of a fresh one's biases nothing is seen."""
    with torch.no_grad():
        for number, parameter in enumerate(module.parameters()):
            spread = parameter.shape[-1] ** -0.5 if parameter.dim() > 1 else 1
            parameter.copy_(spread * drawn(*parameter.shape, seed=number))


def apart(one: torch.Tensor, other: torch.Tensor) -> float:
    """The largest difference of two results, as a share of the largest value."""
    one, other = one.detach().double(), other.detach().double()
    return float((one - other).abs().max() / one.abs().max())
