"""All generations at a glance: a property a row, the sizes of a generation folded into one cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims._checkpoints.catalogue import Checkpoint
from claims._core.finding import spell
from claims._views.absences import known
from claims._views.grid import grid, row
from claims._views.html import Html, join, tag
from claims._views.observations import NOTE, Cell, Cells, mark, unobserved
from claims._views.observed import exact, shown
from claims._views.place import Entry, Place
from claims._views.units import generations

CLAIMS = None
# What claims observe → its row. A row that no claim observes is left out.
ROWS = {
    "parameters": "Parameters",
    "layers": "Layers",
    "hidden_size": "Hidden size",
    "vocabulary": "Vocabulary",
    "tied_embeddings": "Tied embeddings",
    "context": "Context, in tokens",
    "positions": "Positions",
    "rope_theta": "Rotary base",
    "rope_scaling": "Rotary scaling",
    "attention": "Attention",
    "causal": "Causal",
    "query_heads": "Query heads",
    "kv_heads": "Key and value heads",
    "head_width": "Head width",
    "activation": "Activation",
    "gated": "Gated",
    "feed_forward_size": "Feed-forward size",
    "norm": "Normalization",
    "norm_placement": "Norm placement",
    "norm_eps": "Norm epsilon",
    "biases": "Biases",
}


@dataclass(frozen=True)
class Shared:
    """A value that some sizes of a generation share; no sizes are named if it is all of them."""

    cells: tuple[Cell, ...]
    sizes: tuple[str, ...]

    @property
    def folded(self) -> str:
        """The sizes in brackets, where it isn't all."""
        return f" ({', '.join(self.sizes)})" if self.sizes else ""


@dataclass(frozen=True)
class Row:
    """A property with what each generation, in the catalogue's order, has of it."""

    title: str
    generations: tuple[tuple[Shared, ...], ...]


def rows_of(entries: Iterable[Entry]) -> list[Row]:
    """Every declared row that some claim has observed on some checkpoint."""
    seen = known(entries)
    found = [
        Row(title, tuple(_fold(seen, key, sizes) for sizes in generations().values()))
        for key, title in ROWS.items()
    ]
    return [row for row in found if any(row.generations)]


def _fold(seen: Cells, key: str, checkpoints: Sequence[Checkpoint]) -> tuple[Shared, ...]:
    """The distinct values of a generation, each with its sizes if they don't all have it."""
    alike: dict[str, list[Checkpoint]] = {}
    for it in checkpoints:
        if cell := seen.get((it.id, key)):
            alike.setdefault(spell(cell.value), []).append(it)
    return tuple(
        Shared(
            tuple(seen[it.id, key] for it in have),
            () if len(have) == len(checkpoints) else tuple(_size(it) for it in have),
        )
        for have in alike.values()
    )


def _size(checkpoint: Checkpoint) -> str:
    """What a checkpoint is called among its generation: `7B`, `xl`."""
    size = checkpoint.id.rpartition("-")[2]
    return size.upper() if size[0].isdigit() else size


def draw(place: Place) -> Html:
    """The table, with the evidence under the values of each generation."""
    rows = [
        row(it.title, *(_cell(place, values) for values in it.generations))
        for it in rows_of(place.entries.values())
    ]
    heads = ("Property", *generations())
    body = tag("tbody", *rows)
    return grid("All generations at a glance", heads, body, kind="glance", note=NOTE)


def _cell(place: Place, values: Sequence[Shared]) -> Html:
    """The values of one generation, a line each, under them the weakest link of all."""
    if not values:
        return unobserved()
    lines = [
        tag("div", _link(place, it.cells[0]), tag("span", it.folded) if it.sizes else None)
        for it in values
    ]
    return join(*lines, mark([cell for it in values for cell in it.cells]))


def _link(place: Place, cell: Cell) -> Html:
    return tag("a", shown(cell.value), href=place.address(cell.claim))


def describe(place: Place) -> list[str]:
    """The same in words, a property a line; values that aren't exact are left out."""
    lines = []
    for each in rows_of(place.entries.values()):
        told = []
        for name, values in zip(generations(), each.generations, strict=True):
            words = [
                f"{shown(it.cells[0].value)}{it.folded}"
                for it in values
                if exact(it.cells[0].value)
            ]
            told += [f"{name}: {', '.join(words)}"] if words else []
        lines.append(f"{each.title}. {'; '.join(told)}")
    return lines
