"""Whether GPT-2 makes queries, keys and values by one matrix, stored inputs first."""

from claims import Behaviour, Observed, Tensors, checkpoint, claim, edited, gpt2, patched


@claim(
    statement="GPT-2 makes queries, keys and values by one matrix, stored as inputs × outputs.",
    about=gpt2,
    finding=(
        "GPT-2 makes queries, keys and values by {matrices} matrix, stored as {layout}, of "
        "{stored_shape:units}."
    ),
    controls=[
        checkpoint("llama-7b", expect="failed"),
        patched("gpt2", "attn.c_attn", "other_layout", expect="failed"),
        edited("gpt2", reshaped={r".*attn\.c_attn\.weight": (2304, 768)}, expect="failed"),
    ],
    origin=["field"],
    sources=["openai-gpt-2:conv1d", "transformers:Conv1D"],
)
def gpt2_fuses_query_key_and_value(model: Behaviour) -> Observed:
    """How many matrices read what enters attention, and is it x·W or x·Wᵀ that they make?"""
    found = model.projections()
    fused = found.matrices == 1 and found.layout == "in × out"
    return Observed(fused, matrices=found.matrices, layout=found.layout)


@gpt2_fuses_query_key_and_value.also
def stored_matrix(inventory: Tensors) -> Observed:
    """One stored matrix is three times as long as it is high."""
    found = list(inventory.shapes(r".*attn\.c_attn\.weight").values())
    if len(found) != 1:
        return Observed(False, stored_shape="no such matrix")
    rows, columns = found[0]
    return Observed(columns == 3 * rows, stored_shape=f"{rows:,} × {columns:,}")
