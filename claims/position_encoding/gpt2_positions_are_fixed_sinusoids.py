"""Whether GPT-2 gives each position a fixed sinusoid, or a vector that it learned."""

from typing import Any

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
from claims._probes.watching.sinusoids import along

# The probe's tolerances were measured on so many.
ROWS_AT_ONCE = 64


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
    """Do the stored rows relate by distance alone, swing, and differ, as those of sinusoids do?"""
    import numpy

    rows = _without_padding(weights.only())
    if not rows.any() or not numpy.isfinite(rows).all():
        raise CantTell("a table of nothing but zeros, or of what is no number, relates no rows")
    found = along(rows, ROWS_AT_ONCE)
    return Observed(
        found.all,
        apart_at_one_distance=round(found.toeplitz_deviation, 3),
        apart_from_swinging=round(found.recurrence_deviation, 3),
        rows_differ_by=round(found.row_difference, 3),
    )


def _without_padding(rows: Any) -> Any:
    """All rows on one side of a single row of zeros, where there is one, as for a padding token."""
    zeros = [row for row, filled in enumerate(rows.any(axis=1)) if not filled]
    return max(rows[: zeros[0]], rows[zeros[0] + 1 :], key=len) if len(zeros) == 1 else rows


@gpt2_positions_are_fixed_sinusoids.also
def real_weights(model: Running) -> Observed:
    """Do sinusoids, put in the table's place, fit the real weights better?"""
    tried = model.tried("sinusoids")
    return Observed(tried.better, **tried.values)
