"""One matrix for queries, keys and values or three, and which way it is stored."""

import pytest

from claims._core.observed import CantTell
from tests.probes.asking import asked


@pytest.mark.parametrize(
    "name, matrices, layout",
    [
        ("gpt2", 1, "in × out"),
        ("llama-7b", 3, "out × in"),
        ("bloom", 1, "out × in"),
        ("opt", 3, "out × in"),
        ("openai-gpt", 1, "in × out"),
    ],
)
def test_layouts(name, matrices, layout):
    found = asked("projections", name)
    assert (found.matrices, found.layout) == (matrices, layout)


def test_the_same_matrix_stored_the_other_way_is_seen():
    found = asked("projections", "gpt2", ("attn.c_attn", "other_layout"))
    assert (found.matrices, found.layout) == (1, "out × in")


def test_one_layer_that_differs_is_no_clear_answer():
    with pytest.raises(CantTell, match="layers differ"):
        asked("projections", "gpt2", ("h.1.attn.c_attn", "other_layout"))
