"""The formulas of sizes, held against the records and the reference classes of all checkpoints."""

import pytest

from claims import Behaviour
from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.formulas import OPERATIONS, Sizes, head_width, parameters
from claims._checkpoints.source import Recorded

ALL = [(it.family, Recorded().record(it.id)) for it in catalogue()]


@pytest.mark.parametrize("family, record", ALL, ids=lambda it: getattr(it, "id", ""))
def test_the_parts_add_up_to_the_recorded_parameters(family, record):
    assert parameters(family, Sizes(record.value)) == record.reconciliation.parameters


@pytest.mark.parametrize("family, record", ALL, ids=lambda it: getattr(it, "id", ""))
def test_operations_are_two_for_each_element_that_the_class_multiplies_by(family, record):
    size = Behaviour(record.id, record.values).at_full_size()
    assert OPERATIONS[family](Sizes(record.value)) == 2 * size.multiplied


@pytest.mark.parametrize("family, record", ALL, ids=lambda it: getattr(it, "id", ""))
def test_heads_share_the_width(family, record):
    assert head_width(Sizes(record.value)) == record.value("head_width")


def test_only_what_a_formula_names_is_read():
    read = []

    def fact(word):
        read.append(word)
        return 2

    assert head_width(Sizes(fact)) == 1
    assert read == ["hidden_size", "query_heads"]
