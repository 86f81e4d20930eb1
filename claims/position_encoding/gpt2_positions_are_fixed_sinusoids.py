"""Whether GPT-2 gives each position a fixed sinusoid, or a vector that it learned."""

from math import inf

from claims import (
    Behaviour,
    CantTell,
    Observed,
    Running,
    Tensors,
    Weights,
    checkpoint,
    claim,
    edited,
    gpt2,
    patched,
    random_model,
    reads,
)


@claim(
    statement="GPT-2's position encodings are fixed sinusoids.",
    about=gpt2,
    finding="GPT-2's position encodings are {positions}: a vector for each of {context} positions.",
    controls=[
        patched("gpt2", "wpe", "sinusoids", expect="passed"),
        random_model("xglm", expect="passed"),
        edited("gpt2", without=[r".*wpe\.weight"], expect="passed"),
        checkpoint("llama-7b", expect="failed"),
    ],
    origin=["source", "folklore"],
    told=["descriptions of GPT-2 that take its positions from the paper on the first transformer"],
    sources=["gpt2-report", "transformer-paper", "transformers:GPT2Model"],
)
def gpt2_positions_are_fixed_sinusoids(model: Behaviour) -> Observed:
    """Do the vectors that positions add go as sines in each coordinate, and are they trained?"""
    table = model.position_table()
    shape = "sinusoidal" if table.sinusoidal else "of no sinusoids"
    fixed = "trained" if table.trained else "fixed"
    word = "learned" if table.learned else f"{fixed} and {shape}" if table.present else "not added"
    holds = bool(table.present and table.sinusoidal and not table.trained)
    return Observed(holds, positions=word, context=model.stated("context"))


@gpt2_positions_are_fixed_sinusoids.also
def stored_table(inventory: Tensors) -> Observed:
    """A fixed function of the position needs no stored parameters; a learned table does."""
    tables = inventory.named(r".*(wpe|position|embed_pos).*")
    return Observed(not tables, stored_tables=tables)


@gpt2_positions_are_fixed_sinusoids.also
@reads(r"wpe\.weight")
def stored_values(weights: Weights) -> Observed:
    """In a table of sinusoids, how two rows relate depends on their distance alone."""
    rows = weights.only()
    gram = rows @ rows.T
    size = float(gram.diagonal().mean())
    if not 0 < size < inf:
        raise CantTell("a table of nothing but zeros, or of what is no number, relates no rows")
    along = [gram.diagonal(offset) for offset in (1, 8, 64)]
    uneven = max(float(it.std()) / size for it in along)
    # Sinusoids deviate by 1e-6 in 32 bits and 1e-3 in 16, independent rows by .03 and more.
    return Observed(uneven < 5e-3, rows_relate_by_distance_alone=uneven < 5e-3)


@gpt2_positions_are_fixed_sinusoids.also
def real_weights(model: Running) -> Observed:
    """Do sinusoids, put in the table's place, fit the real weights better?"""
    tried = model.tried("sinusoids")
    return Observed(tried.better, **tried.values)
