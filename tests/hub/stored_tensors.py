"""What the weights of a checkpoint hold: parameters and stored buffers, in the class's order."""

import re
from collections.abc import Iterable

from claims._checkpoints.accounting import PRECISIONS, Reference
from claims._checkpoints.inventory import WIDTHS, Tensor
from claims._checkpoints.published_names import as_published, buffer_shape, stored_masks
from claims._checkpoints.record import Record
from claims._checkpoints.repeated_names import expand

# A record lists names in the order of their text; shards are filled in that of the modules.
_ORDER = (
    *("wte", "wpe", "embed_tokens", "ln_1", "attn", "self_attn", "ln_2", "mlp"),
    *("input_layernorm", "post_attention_layernorm", "ln_f", "norm", "lm_head"),
    *("q_proj", "k_proj", "v_proj", "o_proj", "rotary_emb", "gate_proj", "up_proj", "down_proj"),
    *("c_attn", "c_fc", "c_proj", "weight", "bias", "inv_freq"),
)


def recorded(record: Record) -> list[Tensor]:
    """The tensors that a record's reference class and its stored buffers come to."""
    reconciled = record.reconciliation
    assert reconciled is not None
    ties = dict(each.split(" = ") for each in reconciled.ties)
    own = [it for it in reconciled.tensors if it.name not in ties]
    return stored(record, own, _buffers(record))


def referenced(record: Record, reference: Reference) -> list[Tensor]:
    """The tensors that a class built from a config has; today's code stores no buffers."""
    own = [Tensor(name, shape=shape) for name, shape in reference.own_shapes.items()]
    return stored(record, own, [])


def stored(record: Record, own: Iterable[Tensor], buffers: list[Tensor]) -> list[Tensor]:
    """Name parameters as files do, in the precision that they are stored in."""
    architecture = record.value("architecture")
    # Unstated, it is that of the time: 32 bits of a GPT-2, 16 of a LLaMA.
    unstated = "float32" if architecture == "GPT2LMHeadModel" else "float16"
    dtype = PRECISIONS[record.values.get("dtype", unstated)]
    named = [Tensor(as_published(it.name, architecture), dtype, it.shape) for it in own]
    return sorted([*named, *buffers], key=lambda it: _place(it.name))


def _buffers(record: Record) -> list[Tensor]:
    """Those that the record found; of a GPT-2, the masks, whose code always stored them."""
    found = record.reconciliation.buffers if record.reconciliation else ()
    facts = record.values
    if not found:
        return stored_masks(facts)
    masks = {it.name: it.shape for it in stored_masks(facts)}
    return [
        Tensor(name, each.dtype, masks.get(name) or buffer_shape(name, facts))
        for each in found
        for name in expand([each.names])
    ]


def _place(name: str) -> list[int]:
    """A name's place among the modules; the embeddings come before the layers, the rest after."""
    layer = re.search(r"(?:^|\.)(?:h|layers)\.(\d+)\.", name)
    words = [_ORDER.index(word) for word in name.split(".") if word in _ORDER]
    part = 1 if layer else 0 if words[0] <= _ORDER.index("embed_tokens") else 2
    return [part, int(layer.group(1)) if layer else 0, *words]


def data_bytes(it: Tensor) -> int:
    """How long a tensor's data is."""
    return it.elements * WIDTHS[str(it.dtype)]
