"""What the norm of each family makes of a vector, of the same shifted, and of the same scaled."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims._core.finding import spell
from claims._views.curves import Rows, measured, on_control
from claims._views.drawing import frame, words
from claims._views.html import Html, join
from claims._views.panel import Panel
from claims._views.place import Entry, Place

CLAIM = "normalization/llama_uses_layer_normalization"
CLAIMS = (CLAIM,)
GPT2 = "gpt2"  # the control that has GPT-2's norm
TITLES = {"layernorm": "LayerNorm", "rmsnorm": "RMSNorm"}
WIDTH, TOP, HEIGHT = 380, 44, 180
ENTERS = Panel(28, TOP, 80, HEIGHT, (0, 2), (-5, 5))
LEAVES = (
    Panel(154, TOP, 80, HEIGHT, (0, 2), (-2, 2)),
    Panel(280, TOP, 80, HEIGHT, (0, 2), (-2, 2)),
)
SAME = 0.005  # in numbers that are kept to the third decimal


@dataclass(frozen=True)
class Response:
    """A kind of norm, whose it is, and its vectors: plain, shifted and scaled, in and out."""

    kind: str
    of: str
    short: str
    rows: Rows

    @property
    def entering(self) -> list[tuple[float, ...]]:
        """Each coordinate of the three vectors that go in."""
        return [it[:3] for it in self.rows]

    @property
    def leaving(self) -> list[tuple[float, ...]]:
        """Each coordinate of the three that come out."""
        return [it[3:] for it in self.rows]

    @property
    def shift(self) -> float:
        """What was added to every coordinate of the second vector."""
        return round(self.rows[-1][1] - self.rows[-1][0], 2)

    @property
    def scale(self) -> float:
        """How many times as large the third vector is."""
        return round(self.rows[-1][2] / self.rows[-1][0], 2)

    def undoes(self, column: int) -> bool:
        """Whether the same comes out of a changed vector as of the plain one."""
        return all(abs(it[column] - it[0]) < SAME for it in self.leaving)


def responses(entry: Entry) -> tuple[Response, Response]:
    """GPT-2's norm, measured as a control, and LLaMA's."""
    control = next(it for it in entry["controls"] if it["on"] == GPT2)
    seen = on_control(entry, GPT2, "norm_response")
    llama = measured(entry, "norm_response")[0]
    kind = entry["outcomes"][0]["observed"]["norm"]
    return (
        Response(_title(control["observed"]["norm"]), seen.said, seen.said, seen.rows),
        Response(_title(kind), llama.said, "LLaMA", llama.rows),
    )


def draw(place: Place) -> Html:
    """Draw eight coordinates as they enter, and as they leave each kind of norm."""
    both = responses(place.entry(CLAIM))
    return frame(
        "norms",
        "What each kind of norm makes of a shifted and of a scaled vector",
        "; ".join(describe(place)),
        (WIDTH, TOP + HEIGHT + 22),
        words(ENTERS.left - 16, 14, "what enters", "title"),
        _panel(ENTERS, both[0], both[0].entering, "curve-3", (-4, -2, 0, 2, 4)),
        *(_out(*it) for it in zip(LEAVES, both, ("curve-0", "curve-1"), strict=True)),
    )


def caption(place: Place) -> Html:
    """Say how it is to be read."""
    first = responses(place.entry(CLAIM))[0]
    shift, scale = first.shift, first.scale
    return join(
        f"Each line is a coordinate of one vector: as it is, with {spell(shift)} added to every "
        f"coordinate, and {spell(scale)} times as large. Measured on the models' own norms, whose "
        "gains and biases are taken away. Where a line is level, the norm has undone the change."
    )


def describe(place: Place) -> list[str]:
    """Say of each norm which change of the vector it takes away."""
    lines = []
    for it in responses(place.entry(CLAIM)):
        told = [
            f"of a {word} vector comes {'the same' if it.undoes(column) else 'something else'}"
            for column, word in enumerate(("shifted", "scaled"), 1)
        ]
        lines.append(f"{it.kind} of {it.of}: {', '.join(told)}")
    return lines


def _out(panel: Panel, it: Response, kind: str) -> Html:
    """What comes out of a norm, under its name and whose it is."""
    return join(
        words(panel.left - 16, 14, f"out of {it.kind}", f"name {kind}"),
        words(panel.left - 16, 29, f"of {it.short}"),
        _panel(panel, it, it.leaving, kind, (-2, -1, 0, 1, 2)),
    )


def _title(kind: str) -> str:
    return TITLES.get(kind, kind)


def _panel(
    panel: Panel,
    it: Response,
    coordinates: Sequence[tuple[float, ...]],
    kind: str,
    ys: Sequence[float],
) -> Html:
    """A line for each coordinate, through the three vectors."""
    heads = ("as it is", f"+ {spell(it.shift)}", f"× {spell(it.scale)}")
    found = [panel.grid((), ys)]
    for number, head in enumerate(heads):
        found.append(words(panel.x(number), panel.bottom + 16, head, anchor="middle"))
    for line in coordinates:
        points = list(enumerate(line))
        found += [panel.line(points, f"curve {kind}"), panel.dots(points, kind)]
    return join(*found)
