"""RMSNorm, from Zhang and Sennrich, Root Mean Square Layer Normalization, §3: x g / RMS(x).

Epsilon is in no formula of the paper; LLaMA's code adds it to the mean square.
"""

import pytest
import torch
from transformers.models.llama.modeling_llama import LlamaRMSNorm

from tests.probes.structures import FACTS
from tests.references.widths import TOKENS, WIDTHS, apart, drawn, facts_at, redraw

# The library divides in float32: they differ by 1.3e-7 of the largest value.
SAME = 1e-6
# What is wrong is off by .199 and more: a doubled epsilon by that, a missing mean by .209.
TOLD = 0.05
# The two values of epsilon, and the narrowest and the widest of all.
LLAMA = ["llama-7b", "llama-2-7b", "llama-3.2-1b", "llama-3.1-405b"]
at_each_width = pytest.mark.parametrize("width", [*WIDTHS, "hidden"])
of_each_llama = pytest.mark.parametrize("name", LLAMA)


def rms_norm(x, gain, eps):
    return x * gain / torch.sqrt(x.square().mean(-1, keepdim=True) + eps)


def setting(name, width, scale=1.0):
    """Vectors, the library's norm and its epsilon; `hidden` is the checkpoint's own full size."""
    facts = FACTS[name] if width == "hidden" else facts_at(name, width)
    norm = LlamaRMSNorm(facts["hidden_size"], eps=facts["norm_eps"]).double()
    redraw(norm)
    # Not about zero: a norm that took away the mean would do nothing there.
    return scale * (drawn(TOKENS, facts["hidden_size"]) + 0.5), norm, facts["norm_eps"]


# Of vectors of ±1e-3 epsilon is a large part.
@pytest.mark.parametrize("scale", [1, 1e-3])
@at_each_width
@of_each_llama
def test_norms_agree(name, width, scale):
    x, norm, eps = setting(name, width, scale)
    assert apart(rms_norm(x, norm.weight, eps), norm(x)) < SAME


@at_each_width
@of_each_llama
def test_a_norm_that_takes_away_the_mean_is_told(name, width):
    x, norm, eps = setting(name, width)
    assert apart(rms_norm(x - x.mean(-1, keepdim=True), norm.weight, eps), norm(x)) > TOLD


@at_each_width
@of_each_llama
def test_another_epsilon_is_told(name, width):
    x, norm, eps = setting(name, width, scale=1e-3)
    assert apart(rms_norm(x, norm.weight, 2 * eps), norm(x)) > TOLD


@at_each_width
def test_an_epsilon_outside_the_root_is_told(width):
    x, norm, eps = setting("llama-7b", width, scale=1e-3)
    rms = x.square().mean(-1, keepdim=True).sqrt()
    assert apart(x * norm.weight / (rms + eps), norm(x)) > TOLD


@at_each_width
def test_a_missing_gain_is_told(width):
    x, norm, eps = setting("llama-7b", width)
    assert apart(rms_norm(x, 1, eps), norm(x)) > TOLD
