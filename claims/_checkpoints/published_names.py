"""How published weights name what the reference class names, and which buffers they also store."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from attrs import frozen

from claims._checkpoints.inventory import Tensor

# The hub's files leave out the `transformer.` that these stand under in the class.
_GPT2_STEMS = ("h", "wte", "wpe", "ln_f")
_OPENAI_LEAVES = {"w": "weight", "g": "weight", "b": "bias"}
Shape = tuple[int, ...]


def _mask(facts: Mapping[str, Any]) -> Shape:
    return (1, 1, facts["context"], facts["context"])


def _frequencies(facts: Mapping[str, Any]) -> Shape:
    return (facts["head_width"] // 2,)


_FLOATS = ("F32", "F16", "BF16")


@frozen
class _Buffer:
    """A tensor that is no parameter: its name around the layer, and how it may be stored."""

    before: str
    after: str
    dtypes: tuple[str, ...]
    shape: Callable[[Mapping[str, Any]], Shape]


# What code of each class has stored beside the parameters, once in every layer.
_BUFFERS = {
    "GPT2LMHeadModel": (
        _Buffer("transformer.h.", ".attn.bias", (*_FLOATS, "U8", "BOOL"), _mask),
        _Buffer("transformer.h.", ".attn.masked_bias", _FLOATS, lambda facts: ()),
    ),
    "LlamaForCausalLM": (
        _Buffer("model.layers.", ".self_attn.rotary_emb.inv_freq", _FLOATS, _frequencies),
    ),
}
_LAYER = re.compile(r"0|[1-9][0-9]{0,4}")


def in_reference(tensor: Tensor, naming: str, architecture: str) -> Tensor:
    """Give a published tensor the name and shape that the reference class has it under."""
    if naming == "openai":
        return _from_openai(tensor)
    if architecture == "GPT2LMHeadModel" and tensor.name.split(".")[0] in _GPT2_STEMS:
        return Tensor(f"transformer.{tensor.name}", tensor.dtype, tensor.shape)
    return tensor


def _from_openai(tensor: Tensor) -> Tensor:
    path = tensor.name.removeprefix("model/").split("/")
    if path[0] in ("wte", "wpe"):
        path.append("w")
    layer = re.fullmatch(r"h(\d+)", path[0])
    if layer:
        path[:1] = ["h", layer.group(1)]
    path[-1] = _OPENAI_LEAVES.get(path[-1], path[-1])
    shape = tensor.shape
    # Their linear layers are convolutions of width 1, which leaves a leading 1.
    if shape is not None and len(shape) == 3 and shape[0] == 1:
        shape = shape[1:]
    return Tensor(".".join(["transformer", *path]), tensor.dtype, shape)


def buffer_shape(name: str, facts: Mapping[str, Any]) -> Shape | None:
    """The shape of a buffer that older code stored beside the parameters; None if it is none."""
    kind = _buffer(name, facts)
    return kind.shape(facts) if kind else None


def buffer_dtypes(name: str, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The precisions that a buffer can be stored in."""
    kind = _buffer(name, facts)
    return kind.dtypes if kind else ()


def missing_buffers(names: Collection[str], facts: Mapping[str, Any]) -> set[str]:
    """The buffers that are lacking: the code stored one in every layer, or in none."""
    missing: set[str] = set()
    for each in _BUFFERS.get(facts["architecture"], ()):
        every = {f"{each.before}{layer}{each.after}" for layer in range(facts["layers"])}
        if not every.isdisjoint(names):
            missing |= every.difference(names)
    return missing


def _buffer(name: str, facts: Mapping[str, Any]) -> _Buffer | None:
    for each in _BUFFERS.get(facts["architecture"], ()):
        layer = name.removeprefix(each.before).removesuffix(each.after)
        whole = f"{each.before}{layer}{each.after}" == name
        if whole and _LAYER.fullmatch(layer) and int(layer) < facts["layers"]:
            return each
    return None


def stored_masks(facts: Mapping[str, Any]) -> list[Tensor]:
    """The causal masks that older code stored, one a layer, as published; only GPT-2's did."""
    if facts["architecture"] != "GPT2LMHeadModel":
        return []
    shape = _mask(facts)
    return [Tensor(f"h.{layer}.attn.bias", "F32", shape) for layer in range(facts["layers"])]


def as_published(name: str, architecture: str) -> str:
    """The name that the hub's files have a tensor of the reference class under."""
    return name.removeprefix("transformer.") if architecture == "GPT2LMHeadModel" else name
