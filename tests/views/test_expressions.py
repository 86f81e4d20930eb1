"""Formulas as data: the same expression that Python runs, or a refusal."""

import pytest

from claims._checkpoints.formulas import Sizes, cached_a_layer
from claims._core.errors import Refused
from claims._views.expressions import expression
from claims._views.overviews.calculator import FAMILIES, formulas, sizes_of

NAMED = 7
OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "div": lambda a, b: a // b,
}


def computed(it, sizes):
    """What an expression comes to, read as the page's script reads it."""
    if isinstance(it, int):
        return it
    if isinstance(it, str):
        return int(sizes[it])
    operation, *parts = it
    if operation == "if":
        return computed(parts[1] if computed(parts[0], sizes) else parts[2], sizes)
    return OPERATIONS[operation](*(computed(each, sizes) for each in parts))


def everything(it):
    """Each thing that a formula may hold."""
    return NAMED * (cached_a_layer(it) + it.layers // 2 - 1 if it.tied_embeddings else it.layers)


def of_two_lines(it):
    """A formula is one line."""
    layers = it.layers
    return layers * 2


def of_no_line(it):
    """Nothing comes back."""


def raised(it):
    """No whole number any more."""
    return it.layers**2


def divided(it):
    return it.layers / 2


def called(it):
    return max(it.layers, 2)


def chained(it):
    return it.layers.real


def fractional(it):
    return it.layers * 0.5


def logical(it):
    return it.layers * True


def test_an_expression_is_numbers_sizes_and_operations():
    assert expression(cached_a_layer) == ["*", ["*", 2, "kv_heads"], "head_width"]


@pytest.mark.parametrize("tied", [True, False])
def test_an_expression_comes_to_what_its_formula_does(tied):
    sizes = {"kv_heads": 8, "head_width": 128, "layers": 33, "tied_embeddings": tied}
    assert computed(expression(everything), sizes) == everything(Sizes(sizes.__getitem__))


@pytest.mark.parametrize("name", ["gpt2-xl", "llama-3.2-3b", "llama-2-70b"])
@pytest.mark.parametrize("family", FAMILIES)
def test_every_formula_of_the_calculator_comes_to_the_same_as_data(name, family):
    sizes = sizes_of(name)
    for formula in formulas(family).values():
        assert computed(expression(formula), sizes) == formula(Sizes(sizes.__getitem__))


@pytest.mark.parametrize(
    "formula", [of_two_lines, of_no_line, raised, divided, called, chained, fractional, logical]
)
def test_what_a_page_could_not_compute_is_refused_by_name(formula):
    with pytest.raises(Refused, match=f"^{formula.__name__}: expected "):
        expression(formula)
