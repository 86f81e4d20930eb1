"""Whether the rows of a table are sinusoids of the position, whatever order or precision.

Asked of stored tables too, for which torch needn't be loaded.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy

    Rows = numpy.ndarray[Any, numpy.dtype[numpy.float64]]

DEPENDS_ON_DISTANCE = 1e-2
SWINGS = 1e-2
ROWS_DIFFER = 0.05
SPEEDS = 2


@dataclass(frozen=True)
class Sinusoids:
    """What sinusoids must do: depend on distance, swing, differ from row to row, at many speeds."""

    toeplitz_deviation: float
    recurrence_deviation: float
    row_difference: float
    frequencies: int

    @property
    def all(self) -> bool:
        """Whether the table does all of it."""
        return (
            self.toeplitz_deviation < DEPENDS_ON_DISTANCE
            and self.recurrence_deviation < SWINGS
            and self.row_difference > ROWS_DIFFER
            and self.frequencies >= SPEEDS
        )


def along(table: "Rows", length: int) -> Sinusoids:
    """The worst stretch of so many rows: sinusoids that end before the context does are none."""
    begins = range(0, len(table), length)
    # A last one of few rows would look like nothing.
    begun = (max(0, min(it, len(table) - length)) for it in begins)
    found = [look_for_sinusoids(table[it : it + length]) for it in begun]
    return next((it for it in found if not it.all), found[0])


def look_for_sinusoids(table: "Rows") -> Sinusoids:
    """Measure a table of one row a position, without a formula: any order of columns will do.

    Measured with torch 2.13 on 64 rows; sinusoids in sine-cosine pairs or halves, at widths 8 to
    512, in float64, float16 and bfloat16, against what is none:

    - products of two rows depend on distance: 1e-15, 2e-4 and 1.3e-3 in 16 bits; random rows and
      drawn tables .76 to .92, a drift of .05 .07. Tolerance 1e-2.
    - columns swing: 3e-15, 7e-4 and 5e-3 in 16 bits; orthogonal and random rows 1.6, one-hot 1.4,
      the drift .04. Tolerance 1e-2.
    - rows differ, in mean lengths of a row: .23 to .32; a constant 0. Tolerance .05.
    - speeds that are told apart: 2 at width 8, 10 at 64; one sine and its cosine 1. At least 2.
    """
    import numpy

    rows = numpy.asarray(table, dtype="float64")
    if not rows.any():
        return Sinusoids(0.0, 0.0, 0.0, 0)
    deviation, frequencies = _recurrence(rows)
    least = min(float(_lengths(rows[at + 1 :] - rows[at]).min()) for at in range(len(rows) - 1))
    return Sinusoids(
        toeplitz_deviation=_toeplitz(rows),
        recurrence_deviation=deviation,
        row_difference=least / float(_lengths(rows).mean()),
        frequencies=frequencies,
    )


def _lengths(vectors: "Rows", axis: int = 1) -> "Rows":
    lengths: Rows = (vectors * vectors).sum(axis=axis) ** 0.5
    return lengths


def _toeplitz(rows: "Rows") -> float:
    """How far products of two rows are from depending on their distance alone."""
    products = rows @ rows.T
    diagonals = [products.diagonal(offset) for offset in range(len(rows))]
    spread = max(float(it.max() - it.min()) for it in diagonals)
    return spread / float(diagonals[0].mean())


def _recurrence(rows: "Rows") -> tuple[float, int]:
    """How far each column is from x[p+1] + x[p-1] = 2·cos(ω)·x[p], and how many ω there are."""
    import numpy

    columns = _lengths(rows, 0)
    rows = rows[:, columns > 1e-6 * (columns @ columns) ** 0.5]
    middle, sides = rows[1:-1], rows[2:] + rows[:-2]
    # A one-hot column may have nothing in the middle: no factor explains its sides then.
    factor = (middle * sides).sum(0) / (middle * middle).sum(0).clip(1e-30)
    misfit = _lengths(sides - factor * middle, 0) / _lengths(rows, 0)
    angles = numpy.arccos((factor / 2).clip(-1, 1))
    # A column too slow to be told from a constant says nothing of its speed.
    known = numpy.sort(angles[angles > 0.05])
    distinct = 1 + int((numpy.diff(known) > 0.02).sum()) if len(known) else 0
    return float(misfit.max()), distinct
