"""The two formulas of GELU."""

import pytest

from claims._core.observed import CantTell
from tests.probes.asking import asked


def test_the_forms_differ_as_far_as_they_can():
    forms = asked("gelu_forms", "gpt2")
    assert forms.activation == "gelu-tanh"
    # The largest difference between the two functions.
    assert forms.apart == pytest.approx(4.73e-4, rel=1e-2)
    assert forms.logits > 1e-4


def test_they_drown_where_next_to_nothing_enters():
    forms = asked("gelu_forms", "gpt2", ("mlp.c_fc", "faint"))
    assert forms.apart < 1e-10


def test_without_a_gelu_there_is_nothing_to_say():
    with pytest.raises(CantTell, match="no GELU"):
        asked("gelu_forms", "llama-7b")
