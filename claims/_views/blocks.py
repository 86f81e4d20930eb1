"""One model as boxes, from the tokens down to the head, beside what is carried past them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from claims._checkpoints.record import Record
from claims._core.finding import spell
from claims._views.boxes import LAYERED, PLACES, Box, boxes_of
from claims._views.drawing import at, box, frame, path, words
from claims._views.held_against import siblings_alone
from claims._views.html import Html, join
from claims._views.kinds_of_box import Kinds, kinds_of

TITLES = {
    "tokens": "Tokens",
    "positions": "Positions",
    "norm before attention": "Norm",
    "query, key, value": "Attention",
    "attention's output": "Output",
    "norm before feed-forward": "Norm",
    "up": "Up",
    "down": "Down",
    "final norm": "Norm",
    "head": "Head",
}
# As many lines of modules and of kinds as either family needs, so that their places stand side by
# side.
LINES = {"tokens": 1, "query, key, value": 5, "up": 4}
WIDTH, LEFT, RIGHT, CARRIED = 170, 19, 167, 9
TOP, LINE, GAP, EDGE, INSIDE = 50, 12, 7, 22, 5
DIFFERS, ALIKE = "≠ ", "= "
# What is published of a model's weights that its shapes, its class's own, were held against.
HELD_AGAINST = {
    "exact": "names and bytes as published",
    "size": "bytes as published, no names",
    "bound": "within a published bound",
    "none": "no list of tensors published",
}
OF_A_SIBLING = {
    "exact": "names and bytes of a sibling",
    "size": "bytes of a sibling, no names",
    "bound": "within a bound of a sibling",
}


@dataclass(frozen=True)
class Said:
    """A line of text in a drawing: where it stands, of which kind it is, and what it says."""

    x: float
    y: float
    words: str
    kind: str = ""


@dataclass(frozen=True)
class Model:
    """A model that is drawn: its record, what claims measured, and what another says instead."""

    record: Record
    measured: Kinds
    against: "Model | None" = None

    @cached_property
    def boxes(self) -> dict[str, Box]:
        """Its boxes by their places."""
        return boxes_of(self.record)

    @cached_property
    def kinds(self) -> dict[str, list[str]]:
        """What is said of each place."""
        return {it: kinds_of(it, self.boxes.get(it), self.measured) for it in PLACES}

    def marked(self, place: str) -> list[str]:
        """The same, with a sign for whether the other says so too."""
        if self.against is None:
            return self.kinds[place]
        other = self.against.kinds[place]
        return [(ALIKE if it in other else DIFFERS) + it for it in self.kinds[place]]


def rows() -> dict[str, tuple[float, float]]:
    """Where each place's box begins and ends, one below the other, the same for every model."""
    found, y = {}, float(TOP)
    for place in PLACES:
        # The layers' frame has its own line above, and room below.
        y += EDGE if place == LAYERED[0] else GAP if place == "final norm" else 0
        height = 20 + LINE * LINES.get(place, 2)
        found[place] = (y, y + height)
        y += height + GAP
    return found


def texts_of(model: Model) -> list[Said]:
    """All that stands in a model's drawing, in the order of its places."""
    made, places = model.record.reconciliation, rows()
    assert made  # a model without has no boxes
    held = OF_A_SIBLING if siblings_alone(model.record) else HELD_AGAINST
    layer = sum(model.boxes[it].parameters for it in LAYERED)
    layers = f"{spell(model.record.value('layers'))} layers × {spell(layer)}"
    found = [
        Said(1, 12, model.record.id, "name"),
        Said(1, 26, f"{spell(made.parameters)} parameters", "kind"),
        Said(1, 38, held[made.kind], "kind"),
        Said(LEFT, places[LAYERED[0]][0] - 8, layers, "kind"),
    ]
    for place, (top, _) in places.items():
        found += _in_box(model, place, top)
    return found


def _in_box(model: Model, place: str, top: float) -> list[Said]:
    """The title, how many parameters, each module with its shapes, and the kinds."""
    it = model.boxes.get(place)
    count = "0" if it is None or it.tied_to else spell(it.parameters)
    found = [Said(LEFT + INSIDE, top + 14, TITLES[place], "title")]
    found.append(Said(RIGHT - INSIDE, top + 14, count, "count"))
    lines = [(_module(it, name), "kind") for name in it.modules] if it else []
    for said in model.marked(place):
        lines.append((said, "kind is-other" if said.startswith(DIFFERS) else "kind"))
    places = enumerate(lines, 1)
    return found + [Said(LEFT + INSIDE, top + 14 + LINE * n, *line) for n, line in places]


def _module(it: Box, name: str) -> str:
    """The shape of a module's matrix, and of its bias; its name where a box has several."""
    shapes = [it.shape(name, kind) for kind in ("weight", "bias")]
    sizes = " + ".join(" × ".join(map(spell, shape)) for shape in shapes if shape)
    named = name.rpartition(".")[2].removesuffix("_proj") + " " if len(it.modules) > 1 else ""
    return named + sizes


def described(model: Model) -> str:
    """The whole drawing in words."""
    return "; ".join(it.words for it in texts_of(model))


def block_diagram(model: Model, name: str) -> Html:
    """Draw a model, for an element of that name."""
    places = rows()
    size = WIDTH, places["head"][1] + 2
    first, last = places[LAYERED[0]][0], places[LAYERED[-1]][1]
    return frame(
        name,
        f"{model.record.id} as blocks",
        described(model),
        size,
        box(1, first - EDGE + 4, WIDTH - 2, last - first + EDGE, "layers", 4),
        *_carried(model, places),
        *(
            box(LEFT, top, RIGHT - LEFT, bottom - top, box_kind(model, it), 3)
            for it, (top, bottom) in places.items()
        ),
        *(words(it.x, it.y, it.words, it.kind) for it in texts_of(model)),
        kind="blocks",
    )


def box_kind(model: Model, place: str) -> str:
    """The classes of a box: its edge is broken where it has no numbers of its own."""
    it = model.boxes.get(place)
    empty = it is None or it.tied_to
    return f"box is-{PLACES[place][0]}" + (" is-empty" if empty else "")


def _carried(model: Model, places: Mapping[str, tuple[float, float]]) -> list[Html]:
    """The line past the boxes: what is taken off it, and what is added to it."""
    middle = {place: (top + bottom) / 2 for place, (top, bottom) in places.items()}
    taken = [it for it in LAYERED if TITLES[it] == "Norm"]
    added = [it for it in ("positions", "attention's output", "down") if it in model.boxes]
    line = f"M{LEFT} {at(middle['tokens'])}H{CARRIED}V{at(middle['final norm'])}H{LEFT}"
    aside = [f"M{CARRIED} {at(middle[it])}H{LEFT}" for it in (*taken, *added)]
    order, half = tuple(PLACES), (LEFT + RIGHT) / 2
    downwards = [
        f"M{at(half)} {at(places[above][1])}V{at(places[below][0])}"
        for above, below in pairwise(order)
        # A layer's two halves, and what stands before and after all layers, meet on the line.
        if above not in added and above not in ("tokens", "positions")
    ]
    course = "".join((line, *aside, *downwards))
    return [path(course, "carried"), *(_sum(middle[it]) for it in added)]


def _sum(y: float) -> Html:
    """The sign for an addition, on the line."""
    plus = f"M{CARRIED - 3} {at(y)}H{CARRIED + 3}M{CARRIED} {at(y - 3)}V{at(y + 3)}"
    return join(box(CARRIED - 5.5, y - 5.5, 11, 11, "sum", 6), path(plus, "carried"))
