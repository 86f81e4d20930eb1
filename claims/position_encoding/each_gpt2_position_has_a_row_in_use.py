"""Whether GPT-2's position table has a row for each position of the context, and uses them all."""

from claims import Observed, Tensors, Weights, claim, edited, gpt2, reads


@claim(
    statement="Each position of GPT-2's context has a row in use in the position table.",
    about=gpt2,
    finding="GPT-2's position table has {rows:units} for a context of {context:units}.",
    controls=[
        edited("gpt2", reshaped={r"wpe\.weight": (512, 768)}, expect="failed"),
        edited("gpt2-medium", reshaped={r"wpe\.weight": (2048, 1024)}, expect="failed"),
    ],
    origin=["field"],
    sources=["gpt2-report", "transformers:GPT2Model"],
)
def each_gpt2_position_has_a_row_in_use(inventory: Tensors) -> Observed:
    """Are there as many rows as positions?"""
    rows, context = inventory.shape(r"transformer\.wpe\.weight")[0], inventory.fact("context")
    return Observed(rows == context, rows=f"{rows:,} rows", context=f"{context:,} tokens")


@each_gpt2_position_has_a_row_in_use.also
@reads(r"wpe\.weight")
def stored_values(weights: Weights) -> Observed:
    """A row that was never trained is a random draw, and at right angles to both neighbours."""
    import numpy

    rows = weights.only()
    ones = rows / numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    beside = (ones[1:] * ones[:-1]).sum(axis=1)
    nearer = numpy.maximum(numpy.append(beside, -1), numpy.insert(beside, 0, -1))
    # Between random rows the cosine has a deviation of 1/sqrt(width): 5 of them are no chance.
    idle = numpy.flatnonzero(~(nearer >= 5 / rows.shape[1] ** 0.5)).tolist()
    return Observed(not idle, rows_not_in_use=len(idle), such_as=idle[:3])
