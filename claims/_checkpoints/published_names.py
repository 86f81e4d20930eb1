"""How published weights name what the reference class names, and which buffers they also store."""

import re
from collections.abc import Mapping
from typing import Any

from claims._checkpoints.inventory import Tensor

# The hub's files leave out the `transformer.` that these stand under in the class.
_GPT2_STEMS = ("h", "wte", "wpe", "ln_f")
_OPENAI_LEAVES = {"w": "weight", "g": "weight", "b": "bias"}
# What a tensor that is no parameter looks like → the shape that its layer's facts give it.
_BUFFERS = (
    (re.compile(r"transformer\.h\.\d+\.attn\.bias"), "mask"),
    (re.compile(r"transformer\.h\.\d+\.attn\.masked_bias"), "scalar"),
    (re.compile(r"model\.layers\.\d+\.self_attn\.rotary_emb\.inv_freq"), "frequencies"),
)


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


def buffer_shape(name: str, facts: Mapping[str, Any]) -> tuple[int, ...] | None:
    """The shape of a buffer that older code stored beside the parameters; None if it is none."""
    kind = next((kind for pattern, kind in _BUFFERS if pattern.fullmatch(name)), None)
    if kind == "mask":
        return (1, 1, facts["context"], facts["context"])
    if kind == "frequencies":
        return (facts["head_width"] // 2,)
    return () if kind == "scalar" else None


def stored_masks(facts: Mapping[str, Any]) -> list[Tensor]:
    """The causal masks that older code stored, one a layer, as published; only GPT-2's did."""
    if facts["architecture"] != "GPT2LMHeadModel":
        return []
    shape = (1, 1, facts["context"], facts["context"])
    return [Tensor(f"h.{layer}.attn.bias", "F32", shape) for layer in range(facts["layers"])]


def as_published(name: str, architecture: str) -> str:
    """The name that the hub's files have a tensor of the reference class under."""
    return name.removeprefix("transformer.") if architecture == "GPT2LMHeadModel" else name
