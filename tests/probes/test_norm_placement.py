"""Where the norms stand, by what grows."""

import pytest

from claims._core.observed import CantTell
from tests.probes.asking import asked


@pytest.mark.parametrize(
    "name, placement",
    [
        ("gpt2", "pre"),
        ("llama-7b", "pre"),
        ("llama-3.1-405b", "pre"),
        ("opt", "pre"),
        ("bloom", "pre"),
        ("openai-gpt", "post"),
        ("olmo2", "post"),
        ("gemma2", "both"),
        ("gpt_neox", "parallel"),
        ("falcon", "parallel"),
        ("cohere", "parallel"),
    ],
)
def test_placement(name, placement):
    assert asked("norm_placement", name).placement == placement


@pytest.mark.parametrize("name, path", [("gpt2", "h"), ("llama-7b", "layers")])
def test_a_moved_norm_is_seen_under_the_same_config(name, path):
    assert asked("norm_placement", name, (path, "post_norm")).placement == "post"


def test_a_norm_that_is_missing_is_no_clear_answer():
    with pytest.raises(CantTell, match="no place that has a name"):
        asked("norm_placement", "gpt2", ("ln_1", "identity"))


def test_one_block_that_differs_is_no_clear_answer():
    with pytest.raises(CantTell, match="blocks differ"):
        asked("norm_placement", "gpt2", ("h.1", "post_norm"))


def test_a_coarse_epsilon_is_no_other_placement():
    patch = ("model", "tenfold_eps")
    assert asked("norm_placement", "llama-3.1-405b", patch).placement == "pre"
