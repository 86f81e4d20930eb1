"""What stands between the matrices of both feed-forward networks: measured points over formulas."""

import math
from collections.abc import Callable, Mapping

from claims._views.curves import Measured, measured
from claims._views.drawing import dot, frame, path, words
from claims._views.html import Html, join
from claims._views.panel import Panel, Point, signed
from claims._views.place import Place

GPT2 = "feed_forward/gpt2_feed_forward_uses_relu"
LLAMA = "feed_forward/llama_feed_forward_is_built_alike"
CLAIMS = (GPT2, LLAMA)
WIDTH = 380
WHOLE = Panel(34, 26, 336, 230, (-4, 2), (-0.4, 2))
APART = Panel(34, 304, 336, 70, (-4, 4), (-6, 6))
GATE = Panel(34, 426, 306, 150, (-4, 4), (-4, 8))
FRACTION = 10_000
FINE = 8  # how many points of a formula's line there are from one whole number to the next


def _by_tanh(x: float) -> float:
    return x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))) / 2


def _by_erf(x: float) -> float:
    return x * (1 + math.erf(x / math.sqrt(2))) / 2


FORMULAS: Mapping[str, Callable[[float], float]] = {
    "GELU by tanh": _by_tanh,
    "GELU by erf": _by_erf,
    "SiLU": lambda x: x / (1 + math.exp(-x)),
    "ReLU": lambda x: max(x, 0.0),
}
# Both forms of GELU are one line here, so that one of them is drawn for both.
LINES = {"ReLU": "curve-2", "GELU by tanh": "curve-0", "SiLU": "curve-1"}
NAMES = {"GELU by tanh": "GELU, by tanh or by erf"}


def draw(place: Place) -> Html:
    """Draw the activations, the difference of both forms of GELU, and the gate."""
    plain, gated = _of_gpt2(place), _of_llama(place)
    return frame(
        "activation",
        "What stands between the matrices of the feed-forward networks, as measured",
        "; ".join(describe(place)),
        (WIDTH, GATE.bottom + 36),
        *_whole(plain, gated),
        *_apart(plain),
        *_gate(gated),
    )


def caption(_: Place) -> Html:
    """Say how it is to be read."""
    return join(
        "A line is a formula; a dot is what a block built from the checkpoint's own config made of "
        "a number that was put in place of what its first matrix makes. In LLaMA what comes out "
        "is multiplied by what another matrix makes."
    )


def describe(place: Place) -> list[str]:
    """Say which formula the points of each model are nearest to."""
    return [_sentence(it) for it in (*_of_gpt2(place), *_of_llama(place))]


def nearest(points: list[Point]) -> str:
    """The formula that is the least off at its worst point."""
    return min(FORMULAS, key=lambda it: max(abs(FORMULAS[it](x) - y) for x, y in points))


def with_factor(found: Measured, factor: float) -> list[Point]:
    """The points of a gated network where what multiplies is one number."""
    return [(x, y) for x, times, y in found.rows if times == factor]


def factors(found: Measured) -> list[float]:
    """What the activation was multiplied by."""
    return sorted({it[1] for it in found.rows})


def points_of(found: Measured) -> list[Point]:
    """What was put into the activation and what came out of it, multiplied by 1."""
    plain = [(it[0], it[1]) for it in found.rows if len(it) == 2]
    return plain or with_factor(found, 1.0)


def _of_gpt2(place: Place) -> list[Measured]:
    return measured(place.entry(GPT2), "activation_curve")


def _of_llama(place: Place) -> list[Measured]:
    return measured(place.entry(LLAMA), "activation_curve")


def _sentence(found: Measured) -> str:
    gate = "" if len(found.rows[0]) == 2 else ", times what another matrix makes"
    said = f"{len(found.rows)} points nearest to {nearest(points_of(found))}"
    return f"{found.said}: {said}{gate}"


def _fine(panel: Panel, formula: Callable[[float], float]) -> list[Point]:
    """A formula's line through a panel."""
    low, high = (round(it * FINE) for it in panel.xs)
    return [(it / FINE, formula(it / FINE)) for it in range(low, high + 1)]


def _whole(plain: list[Measured], gated: list[Measured]) -> list[Html]:
    """Every formula, and the measured points of both models on them."""
    found = [words(WHOLE.left - 26, 12, "out of the activation, against what enters it", "axis")]
    found.append(WHOLE.grid(range(-4, 3), (0, 0.5, 1, 1.5, 2)))
    for number, (name, kind) in enumerate(LINES.items()):
        found.append(WHOLE.line(_fine(WHOLE, FORMULAS[name]), f"curve {kind}"))
        y = WHOLE.top + 18 + 16 * number
        found.append(path(f"M{WHOLE.left + 12} {y}h18", f"curve {kind}"))
        found.append(words(WHOLE.left + 36, y + 4, NAMES.get(name, name), f"name on-grid {kind}"))
    for number, (models, name) in enumerate(((plain, "GPT-2"), (gated, "LLaMA"))):
        kind = ("curve-3", "is-hollow curve-4")[number]
        found += [WHOLE.dots(points_of(it), kind) for it in models]
        y = WHOLE.top + 18 + 16 * (len(LINES) + number)
        found.append(dot(WHOLE.left + 21, y, f"dot {kind}"))
        found.append(words(WHOLE.left + 36, y + 4, f"{name}, measured", f"name on-grid {kind}"))
    return found


def _apart(plain: list[Measured]) -> list[Html]:
    """How far GELU by tanh is from GELU by erf, and where the measured points lie."""
    tanh, erf = FORMULAS["GELU by tanh"], FORMULAS["GELU by erf"]
    title = f"GELU by tanh less GELU by erf, in parts of {FRACTION:,}"
    found = [words(WHOLE.left - 26, APART.top - 12, title, "axis")]
    found.append(APART.grid(range(-4, 5, 2), (-5, 0, 5)))
    found.append(APART.line(_fine(APART, lambda x: FRACTION * (tanh(x) - erf(x))), "curve curve-0"))
    for it in plain:
        apart = [(x, FRACTION * (y - erf(x))) for x, y in points_of(it)]
        found.append(APART.dots(apart, "curve-3"))
    return found


def _gate(gated: list[Measured]) -> list[Html]:
    """What leaves LLaMA's gate for several numbers that multiply it."""
    title = "LLaMA: out of the gate, by what multiplies it"
    found = [words(WHOLE.left - 26, GATE.top - 12, title, "axis")]
    found.append(GATE.grid(range(-4, 5, 2), (-4, 0, 4, 8)))
    for it in gated[:1]:
        silu = _fine(GATE, FORMULAS["SiLU"])
        for number, factor in enumerate(factors(it)):
            line = [(x, factor * y) for x, y in silu]
            found.append(GATE.line(line, f"curve curve-{number}"))
            whole = [(x, y) for x, y in with_factor(it, factor) if x.is_integer()]
            found.append(GATE.dots(whole, f"curve-{number}"))
            y = GATE.y(line[-1][1]) + 4
            found.append(words(GATE.right + 5, y, f"× {signed(factor)}", f"name curve-{number}"))
    found.append(words(WIDTH / 2, GATE.bottom + 32, "what enters the activation", "axis", "middle"))
    return found
