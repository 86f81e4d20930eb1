"""In which parts of a model there are biases; none is said to be in a part that isn't there."""

import pytest
import torch

from claims._core.observed import CantTell
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from tests.probes.asking import asked


class Hidden(torch.nn.Module):
    """A norm that isn't a leaf, and so is not watched."""

    def __init__(self, norm):
        super().__init__()
        self.weight = norm.weight
        self.idle = torch.nn.Identity()

    def forward(self, x):
        return torch.nn.functional.rms_norm(x, x.shape[-1:], self.weight)


@pytest.mark.parametrize(
    "kind, places",
    [
        ("gpt2", ("attention", "feed-forward", "norm")),
        ("llama-7b", ()),
        ("phi", ("attention", "feed-forward", "norm", "head")),
        ("qwen2", ("attention",)),
    ],
)
def test_the_part_is_named(kind, places):
    assert asked("bias_places", kind).places == places


def test_a_bias_before_the_blocks_is_not_one_of_the_head():
    found = asked("bias_places", "rembert")
    assert "2 of 2 in head" in found.words
    assert "1 of 1 in elsewhere" in found.words


@pytest.mark.parametrize("kind", ["xlm", "xlnet"])
def test_attention_without_matrices_of_its_own_is_not_told_from_the_rest(kind):
    with pytest.raises(CantTell, match="attention has no matrices of its own"):
        asked("bias_places", kind)


def test_norms_that_cannot_be_found_may_have_a_bias():
    model = tiny(
        "llama",
        patches=(
            ("input_layernorm", Hidden),
            ("post_attention_layernorm", Hidden),
            ("model.norm", Hidden),
        ),
    )
    with pytest.raises(CantTell, match="no normalization could be found"):
        measured("bias_places", model)
