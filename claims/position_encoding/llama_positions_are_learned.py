"""Whether LLaMA learns its position encodings, as GPT-2 does."""

from claims import (
    Behaviour,
    Observed,
    Tensors,
    checkpoint,
    claim,
    edited,
    llama,
    patched,
    random_model,
)


@claim(
    statement="LLaMA's position encodings are learned.",
    about=llama,
    hedged="may",
    alternatives=["position_encoding/llama_positions_are_rotary"],
    finding="LLaMA's position encodings are {positions}, and no parameter bears them.",
    controls=[
        checkpoint("gpt2", expect="passed"),
        patched("llama-7b", "model", "learned_table", expect="passed"),
        random_model("opt", expect="passed"),
        edited("llama-2-7b", extra=["model.embed_positions.weight"], expect="passed"),
    ],
    sources=["llama-paper", "llama-3-paper", "transformers:LlamaRotaryEmbedding"],
)
def llama_positions_are_learned(model: Behaviour) -> Observed:
    """Is there a vector for each position that other parameters would change?"""
    if model.position_table().learned:
        return Observed(True, positions="learned")
    return Observed(False, positions=model.position_encoding())


@llama_positions_are_learned.also
def stored_table(inventory: Tensors) -> Observed:
    """A learned table would be stored; a rotation's frequencies, where stored, are no parameter."""
    tables = inventory.named(r".*(wpe|position|embed_pos).*")
    return Observed(bool(tables), position_tables=len(tables))
