"""Each alternative changes one thing, where there is such a thing, and says in words what."""

import pytest
import torch

from claims._probes.models.construction import stack_of_blocks
from claims._running.alternative import FOLDER, alternative, alternatives
from claims._running.sharing import sharing
from tests.running.models import saved, some_windows

GPT2_ALONE = {"erf_gelu", "multiplied_positions", "no_positions", "rms_norm", "sinusoids"}
LLAMA_ALONE = {"heads_in_turn", "layer_norm", "no_gate", "no_rotation", "tenfold_theta"}
BOTH = {"no_final_norm", "no_mask", "post_norm", "relu", "shared_kv_heads", "thousandfold_eps"}
SCALED = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 16,
}


def fitting(module):
    block = stack_of_blocks(module)[0]
    return {it.name for it in alternatives() if it.fits(block, module)}


def test_each_fits_where_there_is_what_it_changes(tmp_path):
    assert fitting(saved("gpt2", tmp_path)) == BOTH | GPT2_ALONE
    assert fitting(saved("llama", tmp_path)) == BOTH | LLAMA_ALONE


def test_a_scaling_and_another_base_must_be_stated_to_be_left_out(tmp_path):
    other = {"rope_parameters": {**SCALED, "rope_theta": 500_000.0}}
    extra = {"unscaled_rotation", "theta_of_10_000"}
    assert fitting(saved("llama", tmp_path, **other)) == BOTH | LLAMA_ALONE | extra


def test_heads_in_turn_needs_several_that_are_shared(tmp_path):
    assert "heads_in_turn" not in fitting(saved("llama", tmp_path, num_key_value_heads=4))
    assert "heads_in_turn" not in fitting(saved("llama", tmp_path, num_key_value_heads=1))


def test_erf_needs_a_gelu_by_tanh(tmp_path):
    assert "erf_gelu" not in fitting(saved("gpt2", tmp_path, activation_function="gelu"))


def test_every_file_is_an_alternative_with_its_words():
    files = {it.stem for it in FOLDER.glob("*.py") if not it.stem.startswith("_")}
    assert {it.name for it in alternatives()} == files
    words = [it.words for it in alternatives()]
    assert len(set(words)) == len(words)
    assert all(it and not it.endswith(".") for it in words)
    # What fits above a row of the picture.
    assert max(len(it.partition(":")[0]) for it in words) <= 58


def test_an_unknown_one_is_an_error_that_names_those_there_are():
    with pytest.raises(LookupError, match=r"no alternative 'gelu' in alternatives/; .*relu"):
        alternative("gelu")


def rotation_of(module):
    return module.model.rotary_emb.inv_freq


def changed(name, module):
    return alternative(name).around(sharing(module))


def test_ten_times_the_base_turns_as_that_base_would(tmp_path):
    one = saved("llama", tmp_path, rope_theta=10_000.0)
    ten = saved("llama", tmp_path, rope_theta=100_000.0)
    assert torch.allclose(rotation_of(changed("tenfold_theta", one)), rotation_of(ten))


def test_a_base_of_10_000_is_reached_from_any_other(tmp_path):
    one = saved("llama", tmp_path, rope_theta=500_000.0)
    other = saved("llama", tmp_path, rope_theta=10_000.0)
    assert torch.allclose(rotation_of(changed("theta_of_10_000", one)), rotation_of(other))


def test_sinusoids_are_as_large_as_the_table(tmp_path):
    module = saved("gpt2", tmp_path)
    table = changed("sinusoids", module).transformer.wpe.weight
    assert float(table.std()) == pytest.approx(float(module.transformer.wpe.weight.detach().std()))


def test_a_thousand_times_the_epsilon_is_in_every_norm(tmp_path):
    module = saved("llama", tmp_path, rms_norm_eps=1e-6)
    block = alternative("thousandfold_eps").in_block(sharing(stack_of_blocks(module)[0]))
    assert block.input_layernorm.variance_epsilon == pytest.approx(1e-3)
    assert block.post_attention_layernorm.variance_epsilon == pytest.approx(1e-3)
    assert changed("thousandfold_eps", module).model.norm.variance_epsilon == pytest.approx(1e-3)
    assert module.model.norm.variance_epsilon == 1e-6


def test_sharing_half_of_the_heads_is_the_same_as_having_half_of_them(tmp_path):
    """A model whose heads are alike in twos doesn't notice."""
    module = saved("llama", tmp_path, num_key_value_heads=4)
    with torch.no_grad():
        for block in stack_of_blocks(module):
            for projection in (block.self_attn.k_proj, block.self_attn.v_proj):
                heads = projection.weight.view(4, 8, 32)
                heads[1::2] = heads[::2]
        before = module(input_ids=some_windows()).logits
        stack = stack_of_blocks(module)
        for number, block in enumerate(stack):
            stack[number] = alternative("shared_kv_heads").in_block(block)
        after = module(input_ids=some_windows()).logits
    assert torch.allclose(before, after, atol=1e-4)
