"""Where the norms stand, by what grows."""

import pytest

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from tests.probes.asking import asked
from tests.probes.structures import FACTS


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


IDS = [f"{role}_token_id" for role in ("pad", "bos", "eos", "cls", "sep")]


def test_a_norm_before_the_first_block_is_that_of_its_attention():
    # Its first block has none of its own in front of its attention.
    assert (
        measured("norm_placement", tiny("modernbert-decoder", **dict.fromkeys(IDS, 0))).placement
        == "pre"
    )


def test_one_block_that_differs_is_no_clear_answer():
    with pytest.raises(CantTell, match="blocks differ"):
        asked("norm_placement", "gpt2", ("h.1", "post_norm"))


def test_a_coarse_epsilon_is_no_other_placement():
    patch = ("model", "tenfold_eps")
    assert asked("norm_placement", "llama-3.1-405b", patch).placement == "pre"


@pytest.mark.parametrize(("by", "entering"), [(0.01, 50.0), (0.001, 12.0), (0.02, 50.0)])
def test_a_small_factor_of_what_is_added_hides_no_sum_that_is_free(by, entering):
    factors = {"residual_multiplier": by, "embedding_multiplier": entering}
    assert measured("norm_placement", tiny("granite", **factors)).placement == "pre"
    free = tiny("hyperclovax", **factors, use_post_norm=False)
    assert measured("norm_placement", free).placement == "pre"
    assert measured("norm_placement", tiny("hyperclovax", **factors)).placement == "both"


def attention_alone_behind(block):
    """The norm of attention behind it, that of the feed-forward network before it."""

    def forward(hidden_states, past_key_values=None, attention_mask=None, *rest, **named):
        attended = block.attn(hidden_states, attention_mask=attention_mask)[0]
        hidden = block.ln_1(hidden_states + attended)
        return hidden + block.mlp(block.ln_2(hidden))

    block.forward = forward
    return block


def test_one_sublayer_that_differs_is_no_clear_answer():
    patches = [(f"h.{layer}", attention_alone_behind) for layer in (0, 1)]
    with pytest.raises(CantTell, match="no place that has a name"):
        Behaviour("gpt2", FACTS["gpt2"], patches=patches).norm_placement()
