"""Where in a model something can be done otherwise, found by what a module is and not by its name.

A place looks into one block, and into what stands around the blocks; it gives the paths of the
modules to replace, the empty one for the whole of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Paths = Callable[[Any], list[str]]


def _nowhere(_: Any) -> list[str]:
    return []


@dataclass(frozen=True)
class Place:
    """What is looked for, in words, and how."""

    words: str
    in_block: Paths = _nowhere
    around: Paths = _nowhere


def _leaves(part: Any) -> list[tuple[str, Any]]:
    return [(path, it) for path, it in part.named_modules() if not any(it.children())]


def _activations(block: Any) -> list[str]:
    """Functions without parameters that transformers or torch keep among the activations."""
    kept = ("transformers.activations", "torch.nn.modules.activation")
    return [path for path, it in _leaves(block) if type(it).__module__ in kept]


def _tanh_gelus(block: Any) -> list[str]:
    import torch

    grid = torch.linspace(-4, 4, 33)
    gelu = torch.nn.functional.gelu(grid, approximate="tanh")
    # The two forms are .0005 apart.
    return [it for it in _activations(block) if _apart(block.get_submodule(it), grid, gelu) < 1e-5]


def _apart(activation: Any, grid: Any, gelu: Any) -> float:
    return float((activation(grid) - gelu).abs().max())


def _norms(part: Any, kind: str = "") -> list[str]:
    """Whatever scales by one vector and adds an epsilon."""
    found = [
        (path, it)
        for path, it in _leaves(part)
        if getattr(it, "weight", None) is not None and it.weight.dim() == 1
    ]
    return [path for path, it in found if (kind or _kind(it)) == _kind(it) != ""]


def _kind(norm: Any) -> str:
    import torch

    if isinstance(norm, torch.nn.LayerNorm):
        return "layernorm"
    return "rmsnorm" if hasattr(norm, "variance_epsilon") else ""


def _attentions(block: Any) -> list[str]:
    return [path for path, it in block.named_modules() if hasattr(it, "is_causal")]


def _grouped(block: Any) -> list[str]:
    """An attention in which several query heads share a key-value head, and there are several."""
    found = _attentions(block)
    config: Any = block.get_submodule(found[0]).config if found else None
    heads = getattr(config, "num_key_value_heads", None) or 0
    return found if 1 < heads < config.num_attention_heads else []


def _gates(block: Any) -> list[str]:
    """The matrix whose product the activation's is multiplied by; here its name has to tell."""
    return [path for path, _ in block.named_modules() if path.endswith("up_proj")]


def _two_and_two(block: Any) -> list[str]:
    """A block of two norms and two sublayers, which is all that can be put in another order."""
    inner = [any(it.children()) for it in block.children()]
    return [""] if sorted(inner) == [False, False, True, True] else []


def _position_tables(around: Any) -> list[str]:
    import torch

    tokens = around.get_input_embeddings()
    tables = [it for it in _leaves(around) if isinstance(it[1], torch.nn.Embedding)]
    return [path for path, it in tables if it is not tokens]


def _with_both_tables(around: Any) -> list[str]:
    both = [it for it in around.named_modules() if hasattr(it[1], "wte") and hasattr(it[1], "wpe")]
    return [path for path, _ in both]


def _rotations(around: Any) -> list[str]:
    return [path for path, it in _leaves(around) if hasattr(it, "inv_freq")]


def _scaled_rotations(around: Any) -> list[str]:
    kind = (around.config.rope_parameters or {}).get("rope_type") if _rotations(around) else None
    return _rotations(around) if kind not in (None, "default") else []


def _of_another_base(around: Any) -> list[str]:
    stated = (around.config.rope_parameters or {}).get("rope_theta") if _rotations(around) else None
    return _rotations(around) if stated not in (None, 10_000) else []


def _last_norm(around: Any) -> list[str]:
    return _norms(around)[-1:]


activations = Place("an activation", in_block=_activations)
tanh_gelus = Place("a GELU by tanh", in_block=_tanh_gelus)
attentions = Place("an attention of transformers", in_block=_attentions)
grouped_attentions = Place("grouped queries over several heads", in_block=_grouped)
gates = Place("a gate", in_block=_gates)
whole_blocks = Place("blocks of two norms and two sublayers", in_block=_two_and_two)
norms = Place("a norm that transformers keeps by its epsilon", in_block=_norms, around=_norms)
layer_norms = Place(
    "a LayerNorm",
    in_block=lambda part: _norms(part, "layernorm"),
    around=lambda part: _norms(part, "layernorm"),
)
rms_norms = Place(
    "an RMSNorm",
    in_block=lambda part: _norms(part, "rmsnorm"),
    around=lambda part: _norms(part, "rmsnorm"),
)
last_norm = Place("a norm behind the blocks", around=_last_norm)
position_tables = Place("a table of positions", around=_position_tables)
both_tables = Place("tables of tokens and of positions", around=_with_both_tables)
rotations = Place("a rotation", around=_rotations)
scaled_rotations = Place("a rotation with a scaling", around=_scaled_rotations)
rotations_of_another_base = Place("a base other than 10,000", around=_of_another_base)
