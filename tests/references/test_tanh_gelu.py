"""GELU by tanh, from Hendrycks and Gimpel, Gaussian Error Linear Units (GELUs), §2."""

import math

import pytest
import torch
from transformers.activations import NewGELUActivation
from transformers.models.gpt2.modeling_gpt2 import GPT2MLP

from claims._probes.watching.activations import activations
from tests.probes.structures import FACTS
from tests.references.widths import TOKENS, WIDTHS, apart, config_at, drawn, redraw

# In float64 the functions are equal; the networks differ by 1.1e-15 of their largest value, and by
# 5.1e-5 with GELU by erf.
SAME, TOLD = 1e-14, 1e-5
GRID = torch.linspace(-8, 8, 4001, dtype=torch.float64)
GPT2 = [name for name in FACTS if name.startswith("gpt2")]
at_each_width = pytest.mark.parametrize("width", WIDTHS)
of_each_gpt2 = pytest.mark.parametrize("name", GPT2)


def by_tanh(x):
    return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def by_erf(x):
    return 0.5 * x * (1 + torch.erf(x / math.sqrt(2)))


def feed_forward(x, mlp, activation):
    inner = activation(x @ mlp.c_fc.weight + mlp.c_fc.bias)
    return inner @ mlp.c_proj.weight + mlp.c_proj.bias


def network(name, width):
    """The library's feed-forward network with weights of ours, and vectors to put in."""
    config = config_at(name, width)
    mlp = GPT2MLP(config.n_inner or 4 * config.n_embd, config).double().eval()
    redraw(mlp)
    return mlp, 2 * drawn(TOKENS, config.n_embd)


def test_the_functions_agree():
    assert float((by_tanh(GRID) - NewGELUActivation()(GRID)).abs().max()) < SAME
    assert float((by_tanh(GRID) - activations()["gelu-tanh"](GRID)).abs().max()) < SAME


def test_the_function_by_erf_is_told():
    # The two are never further apart than 4.73e-4.
    off = float((by_erf(GRID) - NewGELUActivation()(GRID)).abs().max())
    assert off == pytest.approx(4.73e-4, rel=0.01)


@at_each_width
@of_each_gpt2
def test_the_networks_agree(name, width):
    mlp, x = network(name, width)
    assert apart(feed_forward(x, mlp, by_tanh), mlp(x)) < SAME


@at_each_width
@of_each_gpt2
def test_a_network_by_erf_is_told(name, width):
    mlp, x = network(name, width)
    assert apart(feed_forward(x, mlp, by_erf), mlp(x)) > TOLD
