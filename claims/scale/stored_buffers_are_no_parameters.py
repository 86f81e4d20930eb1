"""Whether what published weights hold beyond the parameters is a fixed function of the sizes."""

from typing import Any

from claims import Inapplicable, Observed, Tensors, Weights, claim, edited, gpt2, llama, reads

MASKS, FREQUENCIES = r"h\.\d+\.attn\.bias", r".*rotary_emb\.inv_freq"


@claim(
    statement=(
        "What the weights hold beyond the parameters are buffers, one a layer: GPT-2's causal "
        "masks and the frequencies by which LLaMA's keys turn."
    ),
    about=[*gpt2, *llama],
    finding="Beyond the parameters are stored {beyond:units}, and nothing else.",
    controls=[
        edited("gpt2", reshaped={MASKS: (1, 1, 2048, 2048)}, expect="failed"),
        edited("llama-2-7b", reshaped={FREQUENCIES: (128,)}, expect="failed"),
        edited("llama-2-7b", without=[r".*\.31\..*inv_freq"], expect="failed"),
        edited(
            "llama-3-8b", extra=["model.layers.0.self_attn.rotary_emb.inv_freq"], expect="failed"
        ),
    ],
    origin=["field"],
    sources=["transformers:GPT2Attention", "transformers:LlamaRotaryEmbedding"],
)
def stored_buffers_are_no_parameters(inventory: Tensors) -> Observed:
    """Is all the rest a mask of the context, or half a head's width of frequencies, a layer?"""
    rest, buffers = inventory.stored_elements - inventory.parameters, inventory.buffers
    if not rest:
        raise Inapplicable("its weights hold the parameters and nothing else")
    layers = inventory.fact("layers")
    if inventory.fact("architecture") == "GPT2LMHeadModel":
        size, beyond = inventory.fact("context") ** 2, "masks of {:,} numbers"
    else:
        size, beyond = inventory.fact("head_width") // 2, "rows of {:,} frequencies"
    return Observed(
        list(buffers.values()) == [size] * layers and rest == size * layers,
        beyond=f"{layers} {beyond.format(size)}",
    )


@stored_buffers_are_no_parameters.also
@reads(rf"{MASKS}|{FREQUENCIES}")
def stored_values(weights: Weights) -> Observed:
    """Is each mask a lower triangle of ones, each row of frequencies that of the stated base?"""
    others = [name for name, values in weights.tensors() if not _fixed(weights, name, values)]
    return Observed(not others, no_fixed_function=len(others), such_as=others[:3])


def _fixed(weights: Weights, name: str, values: Any) -> bool:
    import numpy

    if values.ndim > 1:
        return bool((values == numpy.tri(*values.shape[-2:])).all())
    return weights.turns_by(name, values, weights.fact("rope_theta"))
