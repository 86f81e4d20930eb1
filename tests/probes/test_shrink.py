"""Shrinking a checkpoint's facts keeps how it is built."""

from typing import Any

import pytest

from claims._probes.models.reference import reference_config, reference_settings
from claims._probes.models.shrink import shrink
from tests.probes.structures import FACTS

SIZES = {
    "layers",
    "hidden_size",
    "feed_forward_size",
    "query_heads",
    "kv_heads",
    "head_width",
    "vocabulary",
}
# What the built config says of its structure, whatever the class calls it.
STRUCTURE = [
    "tie_word_embeddings",
    "rope_parameters",
    "rms_norm_eps",
    "layer_norm_epsilon",
    "max_position_embeddings",
    "attention_bias",
    "mlp_bias",
    "hidden_act",
    "activation_function",
    "scale_attn_by_inverse_layer_idx",
    "pretraining_tp",
]


def sharing(config: Any) -> float:
    return config.num_attention_heads / getattr(
        config, "num_key_value_heads", config.num_attention_heads
    )


def llama(**changed: int) -> dict[str, Any]:
    return FACTS["llama-7b"] | changed


@pytest.mark.parametrize("name", FACTS)
def test_a_built_config_keeps_all_but_its_sizes(name: str) -> None:
    full, small = reference_config(FACTS[name]), reference_config(shrink(FACTS[name]))
    for field in STRUCTURE:
        assert getattr(small, field, None) == getattr(full, field, None), field
    assert sharing(small) == sharing(full)


@pytest.mark.parametrize("name", FACTS)
def test_only_sizes_differ_and_nothing_is_made_up(name: str) -> None:
    full, small = FACTS[name], shrink(FACTS[name])
    assert set(small) == set(full)
    assert {word for word in full if small[word] != full[word]} <= SIZES


@pytest.mark.parametrize(
    "name, query_heads, kv_heads, hidden_size",
    [("llama-7b", 8, 8, 64), ("llama-2-70b", 16, 2, 128), ("llama-3.1-405b", 32, 2, 256)],
)
def test_head_sharing_decides_the_width(
    name: str, query_heads: int, kv_heads: int, hidden_size: int
) -> None:
    small = shrink(FACTS[name])
    assert small["query_heads"] == query_heads
    assert small.get("kv_heads") == kv_heads
    assert small["hidden_size"] == hidden_size


def test_one_head_for_all_stays_one_head_for_all() -> None:
    small = shrink(llama(hidden_size=1024, query_heads=8, kv_heads=1))
    assert (small["query_heads"], small["kv_heads"]) == (8, 1)


def test_a_feed_forward_network_is_never_taken_for_the_hidden_state() -> None:
    small = shrink(llama(feed_forward_size=4100))
    assert small["feed_forward_size"] != small["hidden_size"]


def test_heads_wider_than_the_hidden_state_stay_so() -> None:
    small = shrink(llama(head_width=256))
    assert small["query_heads"] * small["head_width"] == 2 * small["hidden_size"]


def test_the_checkpoints_come_down_to_few_structures() -> None:
    def settings(name: str) -> str:
        return str(reference_settings(shrink(FACTS[name])))

    assert settings("gpt2") == settings("gpt2-xl")
    assert settings("llama-3-8b") != settings("llama-3.1-8b")
    assert settings("llama-3.1-8b") != settings("llama-3.2-3b")
    assert settings("llama-7b") != settings("llama-2-7b")


def test_a_short_context_is_made_as_long_as_probes_run() -> None:
    assert shrink(FACTS["gpt2"] | {"context": 16})["context"] == 256
    assert shrink(FACTS["gpt2"])["context"] == 1024
    # The scaling itself may follow from it.
    assert shrink(FACTS["llama-3.1-8b"] | {"context": 16})["context"] == 16
