"""How observed values are put into words."""

import pytest

from claims._core.finding import fill, spell


@pytest.mark.parametrize(
    "value, words",
    [
        (1557611200, "1,557,611,200"),
        (500000.0, "500,000"),
        (0.123456, "0.1235"),
        (True, "yes"),
        (None, "none"),
        (["a", 2], "a, 2"),
    ],
)
def test_values_are_spelled_for_readers(value, words):
    assert spell(value) == words


def on(*values):
    return {f"unit-{number}": it for number, it in enumerate(values)}


def test_distinct_values_are_listed_once_in_the_order_seen():
    observed = on({"theta": 1e4}, {"theta": 5e5}, {"theta": 1e4}, {"theta": 7.0})
    assert fill("base {theta}", observed) == "base 10,000, 500,000 and 7"


def test_a_range_and_a_count():
    observed = on({"context": 2048}, {"context": 131072}, {"context": 2048})
    assert fill("{context:range}, {context:count} kinds", observed) == "2,048 to 131,072, 2 kinds"


def test_units_are_named_where_they_are_few_and_counted_where_they_are_many():
    observed = on(*[{"kind": "shared"}] * 7, {"kind": "own"})
    assert fill("{kind:units}", observed) == "shared (7 of 8) and own (unit-7)"
    assert fill("{kind:units}", on({"kind": "own"})) == "own"


def test_a_value_that_nothing_observed_is_named():
    with pytest.raises(KeyError, match="finding names theta; the checks observed context"):
        fill("{theta}", on({"context": 1}))
