"""Attention: softmax(Q Kᵀ / √d) V, from Vaswani et al., Attention Is All You Need, §3.2.1.

That several query heads share one key-value head is from Ainslie et al., GQA, §2.2; which ones do
follows LLaMA's code: those that stand side by side.
"""

import pytest
import torch
from transformers.models.gpt2.modeling_gpt2 import GPT2Attention
from transformers.models.llama.modeling_llama import LlamaAttention, LlamaRotaryEmbedding

from tests.references.test_rotary_angles import of_paper, turned
from tests.references.widths import TOKENS, WIDTHS, apart, config_at, drawn, facts_at, redraw

# GPT-2's is all in float64: they differ by 2.6e-15 of the largest value. LLaMA's computes angles
# and softmax in float32: 7.8e-7.
SAME_GPT2, SAME_LLAMA = 1e-14, 5e-6
# What is wrong is off by .098 and more; where only slow pairs turn too fast, by .0065.
TOLD, TOLD_BY_ANGLES = 0.05, 1e-3
PLACES = torch.arange(TOKENS)
NOT_SEEN = torch.full((TOKENS, TOKENS), float("-inf"), dtype=torch.float64).triu(1)
GPT2 = "gpt2"
# A key-value head for one query head, four, eight and three; scaled angles, and narrower heads.
LLAMA = ["llama-7b", "llama-3-8b", "llama-2-70b", "llama-3.1-8b", "llama-3.2-1b", "llama-3.2-3b"]
GROUPED, SCALED = LLAMA[1:], LLAMA[3:]
ONE_OF_EACH = [GPT2, LLAMA[0], GROUPED[0]]
at_each_width = pytest.mark.parametrize("width", WIDTHS)


def side_by_side(head, query_heads, kv_heads):
    return head * kv_heads // query_heads


def in_turn(head, query_heads, kv_heads):
    return head % kv_heads


def attend(q, k, v, group=side_by_side, power=-0.5, mask=NOT_SEEN):
    """Head by head; tensors are heads × tokens × width."""
    made = []
    for head, query in enumerate(q):
        of = group(head, len(q), len(k))
        key, value = k[of], v[of]
        scores = query @ key.T * query.shape[-1] ** power + mask
        made.append(scores.softmax(-1) @ value)
    return torch.cat(made, dim=-1)


def heads_of(projected, width):
    return projected.unflatten(-1, (-1, width)).transpose(0, 1)


def gpt2_attention(x, module, width, **other):
    fused = x @ module.c_attn.weight + module.c_attn.bias
    q, k, v = (heads_of(it, width) for it in fused.chunk(3, dim=-1))
    return attend(q, k, v, **other) @ module.c_proj.weight + module.c_proj.bias


def llama_attention(x, module, facts, frequencies=None, **other):
    q, k, v = (
        heads_of(x @ it.weight.T, facts["head_width"])
        for it in (module.q_proj, module.k_proj, module.v_proj)
    )
    frequencies = of_paper(facts) if frequencies is None else frequencies
    q, k = (turned(it, PLACES, frequencies) for it in (q, k))
    return attend(q, k, v, **other) @ module.o_proj.weight.T


def of_library(name, width):
    """What the library's attention makes of some vectors, with those and the module."""
    config = config_at(name, width)
    module = (GPT2Attention if name == GPT2 else LlamaAttention)(config, layer_idx=0)
    module = module.double().eval()
    redraw(module)
    x = drawn(1, TOKENS, config.hidden_size, seed=1)
    given = {"attention_mask": NOT_SEEN[None, None]}
    if name != GPT2:
        given["position_embeddings"] = LlamaRotaryEmbedding(config)(x, PLACES[None])
    return x[0], module, module(x, **given)[0][0]


def off(name, width, **other):
    """How far the reference is from the library, as a share of the largest value."""
    x, module, out = of_library(name, width)
    facts = facts_at(name, width)
    if name == GPT2:
        return apart(gpt2_attention(x, module, facts["head_width"], **other), out)
    return apart(llama_attention(x, module, facts, **other), out)


@at_each_width
def test_attention_of_gpt2_agrees(width):
    assert off(GPT2, width) < SAME_GPT2


@at_each_width
@pytest.mark.parametrize("name", LLAMA)
def test_attention_of_llama_agrees(name, width):
    assert off(name, width) < SAME_LLAMA


@at_each_width
@pytest.mark.parametrize("name", GROUPED)
def test_heads_grouped_in_turn_are_told(name, width):
    assert off(name, width, group=in_turn) > TOLD


@at_each_width
@pytest.mark.parametrize("name", ONE_OF_EACH)
@pytest.mark.parametrize("power", [0, -1])
def test_scores_divided_by_nothing_or_by_the_width_itself_are_told(name, width, power):
    assert off(name, width, power=power) > TOLD


@at_each_width
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_a_missing_mask_is_told(name, width):
    assert off(name, width, mask=0) > TOLD


@at_each_width
@pytest.mark.parametrize("name", SCALED)
def test_angles_without_their_scaling_are_told(name, width):
    plain = of_paper(facts_at(name, width) | {"rope_scaling": None})
    assert off(name, width, frequencies=plain) > TOLD_BY_ANGLES
