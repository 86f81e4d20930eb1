"""How many query heads share a key and a value: every head drawn, in its group."""

from claims._checkpoints.catalogue import catalogue
from claims._core.finding import spell
from claims._views.checkpoint_rows import record_of
from claims._views.drawing import frame, words
from claims._views.html import Html, join, tag
from claims._views.place import Place

CLAIMS = ()
WIDTH, TOP, ROW, APART = 380, 28, 38, 0.8
Heads = tuple[int, int]  # query heads, and key and value heads


def heads() -> dict[Heads, list[str]]:
    """The distinct numbers of heads, fewest first, each with the checkpoints that have them.

    Raises LookupError for heads that can't be shared out evenly, since they'd be drawn wrong.
    """
    found: dict[Heads, list[str]] = {}
    for it in catalogue():
        query, shared = (record_of(it).value(word) for word in ("query_heads", "kv_heads"))
        if query % shared:
            words = f"expected {query} query heads to be a multiple of {shared} key heads"
            raise LookupError(f"{it.id}: {words}")
        found.setdefault((query, shared), []).append(it.id)
    return {it: found[it] for it in sorted(found, key=lambda it: (it[0], -it[1]))}


def draw(place: Place) -> Html:
    """Draw each head once, below the key and value head that it takes, and say how many."""
    known = heads()
    widest = max(query for query, _ in known)
    return frame(
        "kv-heads",
        "Query heads under the key and value heads that they share",
        "; ".join(describe(place)),
        (WIDTH, TOP + ROW * len(known)),
        *_key(),
        *(_row(n, it, known[it], WIDTH / widest) for n, it in enumerate(known)),
    )


def caption(_: Place) -> Html:
    """Say how it is to be read."""
    return join(
        "Every head is drawn, all query heads equally wide. The fewer key and value heads there "
        "are, the less is kept of each token."
    )


def describe(place: Place) -> list[str]:
    """Name the checkpoints of each number of heads."""
    return [f"{_spelt(it)}: {', '.join(names)}" for it, names in heads().items()]


def _spelt(it: Heads) -> str:
    query, shared = it
    each = f"{spell(query // shared)} a group" if shared < query else "each its own"
    return f"{spell(query)} query heads on {spell(shared)} key and value heads, {each}"


def _key() -> list[Html]:
    return [
        _heads(1, 16 + APART, 3, 5, "is-shared"),
        words(22, 10, "a key and value head"),
        _heads(1, 4 + APART, 1, 9, "is-query", x=160),
        words(170, 10, "a query head that takes it"),
    ]


def _row(number: int, it: Heads, names: list[str], unit: float) -> Html:
    """The numbers and the checkpoints, and below them the groups from left to right."""
    (query, shared), y = it, TOP + number * ROW
    return join(
        words(0, y + 9, f"{query} on {shared}", "row-name title"),
        words(62, y + 9, ", ".join(names), "small"),
        _heads(shared, query // shared * unit, y + 14, 5, "is-shared"),
        _heads(query, unit, y + 20, 9, "is-query"),
    )


def _heads(number: int, wide: float, y: float, high: float, kind: str, x: float = 0) -> Html:
    """So many boxes from left to right, a hair apart: a broad line, broken after each."""
    return tag(
        "path",
        d=f"M{x:g} {y + high / 2:g}H{x + number * wide:g}",
        class_=f"head {kind}",
        stroke_width=high,
        stroke_dasharray=f"{wide - APART:g} {APART}",
    )
