"""Whether GPT-2's position table has a row for each position of the context, and uses them all."""

from typing import Any

from claims import Observed, Tensors, Weights, claim, edited, gpt2, reads

AROUND = 8
GOES_WITH = 0.25
LONGER = 2
# Of what a coordinate usually is.
SAME = 1e-3


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
    """A row that was never trained is a random draw: it goes no one's way, and is no longer."""
    idle = [row for row, used in enumerate(_in_use(weights.only())) if not used]
    return Observed(not idle, rows_not_in_use=len(idle), such_as=idle[:3])


def _in_use(rows: Any) -> Any:
    """Whether each row is like no other, and goes with those around it or is far longer than most.

    Draws go with the sum of those around them by chance alone, with a cosine of deviation
    1/sqrt(width): .04 at 768. Of a model of width 96 that was trained for minutes, the one row that
    no loss reaches has -.05, the others .26 and more, and the first, which is like few, thrice the
    length of most.
    """
    import numpy

    rows = numpy.where(numpy.isfinite(rows).all(axis=1, keepdims=True), rows, 0).astype("float64")
    lengths = numpy.linalg.norm(rows, axis=1)
    if not lengths.any():
        return lengths > 0
    # Of one length, or a long one would outweigh all others around it.
    ones = rows / numpy.maximum(lengths, 1e-30)[:, None]
    sums = sum(_moved(ones, by) for by in (*range(-AROUND, 0), *range(1, AROUND + 1)))
    along = (ones * sums).sum(axis=1) > GOES_WITH * numpy.linalg.norm(sums, axis=1)
    usual = numpy.median(lengths[lengths > 0])
    grain = SAME * usual / rows.shape[1] ** 0.5
    _, which, many = numpy.unique(
        (rows / grain).round(), axis=0, return_inverse=True, return_counts=True
    )
    own = many[which.ravel()] == 1
    return (lengths > 0) & (along | (lengths >= LONGER * usual)) & own


def _moved(rows: Any, by: int) -> Any:
    """The row so many places on, at the place of each; zeros where there is none."""
    import numpy

    moved = numpy.zeros_like(rows)
    if abs(by) < len(rows):
        moved[max(0, -by) : len(rows) - max(0, by)] = rows[max(0, by) : len(rows) + min(0, by)]
    return moved
