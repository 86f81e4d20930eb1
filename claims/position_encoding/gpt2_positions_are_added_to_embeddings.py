"""Whether GPT-2's positions join the token embeddings by being added to them."""

from claims import Behaviour, Observed, Running, checkpoint, claim, gpt2, patched, random_model


@claim(
    statement="GPT-2's position encodings are added to its token embeddings.",
    about=gpt2,
    finding="In GPT-2 a position's vector is {positions_are} to whatever token stands there.",
    controls=[
        patched("gpt2", "wpe", "zeros", expect="failed"),
        patched("gpt2", "transformer", "multiplied", expect="failed"),
        random_model("opt", expect="passed"),
        random_model("bloom", expect="failed"),
        checkpoint("llama-7b", expect="failed"),
    ],
    sources=["gpt2-report", "transformers:GPT2Model"],
)
def gpt2_positions_are_added_to_embeddings(model: Behaviour) -> Observed:
    """See what enters the first block: the token's embedding plus a vector of the position?"""
    table = model.position_table()
    how = "added" if table.added else "joined otherwise" if table.present else "absent"
    return Observed(table.present and table.added, positions_are=how)


@gpt2_positions_are_added_to_embeddings.also
def real_weights(model: Running) -> Observed:
    """Do the real weights fit worse where positions stretch the embeddings?"""
    tried = model.tried("multiplied_positions")
    return Observed(tried.worse, **tried.values)
