"""Models side by side: which rows differ, and what is told below them."""

from io import StringIO

import pytest
from rich.console import Console

from claims._core.observed import Inapplicable
from claims._core.words import Evidence
from claims._inspection.inspect import Inspection, inspect
from claims._inspection.property import Property, measured, measured_but, unknown
from claims._inspection.rope_tables import scaling_of
from claims._inspection.subject import told
from claims._inspection.target import Target
from claims._views.inspection import differs, inspection_table, notes, words
from tests.inspection.folders import written

NONE_TURN = "doesn't apply: no keys turn"


def without_keys(_):
    raise Inapplicable(NONE_TURN)


ABSENT = told(without_keys, None)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (measured("rotary"), measured("rotary"), False),
        (measured("rotary"), measured("rotary", "seen"), False),
        (measured("rotary"), measured_but("rotary", ""), False),
        (measured("rotary"), measured_but("rotary", "not in layers 3"), True),
        (measured(10_000), Property(10_000.0, Evidence.CONFIG), False),
        (measured(10_000), ABSENT, True),
        (measured(10_000), unknown("can't tell"), False),
        (ABSENT, ABSENT, False),
        (ABSENT, unknown("can't tell"), False),
    ],
)
def test_what_could_be_told_and_what_cannot_be_had_are_told_apart(one, other, apart):
    assert differs([one, other]) is apart
    assert differs([other, one]) is apart


def test_a_scaling_is_one_whichever_word_names_its_kind():
    tables = [
        {"type": "linear", "factor": 2.0, "rope_theta": 10_000.0},
        {"rope_type": "linear", "factor": 2.0},
        {"factor": 2, "type": "linear", "rope_type": "linear"},
    ]
    assert not differs([measured(scaling_of(it)) for it in tables])
    assert differs([measured(scaling_of(it)) for it in (tables[0], tables[0] | {"factor": 4})])


def test_of_a_number_for_each_pair_the_first_and_the_last_are_shown():
    scaling = {"rope_type": "longrope", "long_factor": [1.0, *map(float, range(2, 49))]}
    assert words(scaling) == "longrope (long_factor [1.0 … 48.0, 48 numbers])"
    assert words({"rope_type": "some", "of_few": [1, 2]}) == "some (of_few [1, 2])"


def made(name, **properties):
    return Inspection(Target(name, {}, None, 7), properties, ())


SIDES = [
    made("one", position=measured_but("rotary", "not in layers 3"), theta=measured(10_000)),
    made("two", position=measured("rotary"), theta=ABSENT),
    made("three", position=unknown("an encoder"), theta=unknown("an encoder")),
]


def test_side_by_side_what_stands_in_brackets_elsewhere_is_told_below():
    assert notes(SIDES)[1:] == [
        "one: 0 requests, 7 bytes read",
        "one: position: not in layers 3",
        "two: 0 requests, 7 bytes read",
        f"two: theta: {NONE_TURN}",
        "three: 0 requests, 7 bytes read",
        "three: an encoder",
    ]
    assert notes(SIDES[:1])[1:] == ["one: 0 requests, 7 bytes read"]


def lines(inspections):
    console = Console(width=160, file=StringIO())
    console.print(inspection_table(inspections))
    return console.file.getvalue().splitlines()


def test_layers_without_it_show_in_the_table():
    rows = [it.split() for it in lines(SIDES)]
    assert ["position", "≠", "b", "rotary,", "in", "some", "layers", "b", "rotary", "–"] in rows
    (alone,) = (it for it in lines(SIDES[:1]) if "rotary" in it)
    assert alone.split(maxsplit=2)[2].strip() == "rotary  (not in layers 3)"


def test_rotary_in_some_layers_is_measured_as_that(tmp_path):
    sizes = {"hidden_size": 64, "num_attention_heads": 4, "num_key_value_heads": 2}
    few = sizes | {"num_hidden_layers": 4, "vocab_size": 99, "pad_token_id": 0}
    of_some, of_all = (
        inspect(str(written(kind, tmp_path / kind, **few))).properties["position_encoding"]
        for kind in ("smollm3", "llama")
    )
    assert (of_some.value, of_all.value) == ("rotary", "rotary")
    assert differs([of_some, of_all])
