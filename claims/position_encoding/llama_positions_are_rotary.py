"""Whether LLaMA turns its keys and queries by an angle that grows with the position."""

from claims import (
    Behaviour,
    Inapplicable,
    Observed,
    Running,
    Tensors,
    altered,
    checkpoint,
    claim,
    edited,
    llama,
    patched,
    random_model,
)

# In float64 the measured angles meet the formula to 2.4e-7, which is how finely transformers
# stores them; twice the base is off by .45, a dropped scaling by 7.
SAME_ANGLE = 1e-5
# Keys are as long as before to 4e-8.
SAME_LENGTH = 1e-5


@claim(
    statement="LLaMA's position encodings are rotary embeddings (RoPE).",
    about=llama,
    hedged="may",
    alternatives=["position_encoding/llama_positions_are_learned"],
    finding="LLaMA's position encodings are {positions}, with a base of {rope_theta}.",
    controls=[
        patched("llama-7b", "rotary_emb", "no_rotation", expect="failed"),
        patched("llama-3-8b", "rotary_emb", "bent_theta", expect="failed"),
        patched("llama-3.1-8b", "rotary_emb", "unscaled", expect="failed"),
        altered("llama-3.1-8b", rope_theta=10000.0, expect="passed"),
        random_model("bloom", expect="failed"),
        checkpoint("gpt2", expect="failed"),
        edited("llama-2-7b", without=[r".*inv_freq"], extra=["model.wpe.weight"], expect="failed"),
    ],
    sources=["rope-paper", "llama-paper", "llama-3-paper", "transformers:LlamaRotaryEmbedding"],
)
def llama_positions_are_rotary(model: Behaviour) -> Observed:
    """Do cached keys turn, norms kept, by the angles that the recorded base and scaling give?"""
    turn = model.rotation()
    if not turn.rotates:
        return Observed(False, positions=model.position_encoding(), rope_theta="no turn at all")
    stated = model.stated_frequencies(turn.width)
    pairs = zip(turn.frequencies, stated, strict=True)
    as_stated = all(abs(seen - said) <= SAME_ANGLE * said for seen, said in pairs)
    whole = turn.width == turn.head_width
    kept = abs(turn.scale - 1) < SAME_LENGTH
    return Observed(
        turn.relative and turn.fixed and whole and kept and as_stated,
        positions=model.position_encoding(),
        rope_theta=model.fact("rope_theta") if as_stated else "not the recorded one",
    )


@llama_positions_are_rotary.also
def stored_frequencies(inventory: Tensors) -> Observed:
    """Some files store the rotation's frequencies; a file without them says nothing either way."""
    if tables := inventory.named(r".*(wpe|position|embed_pos).*"):
        return Observed(False, stored_tables=tables)
    if not (stored := inventory.named(r".*rotary_emb\.inv_freq")):
        raise Inapplicable("its files store no frequencies, which a rotation doesn't need")
    return Observed(True, stored_frequencies=len(stored))


@llama_positions_are_rotary.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit worse where nothing is turned?"""
    tried = model.tried("no_rotation")
    return Observed(tried.worse, **tried.values)
