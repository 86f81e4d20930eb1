"""The network is found by replaying it, whatever its class and its modules are called."""

import pytest
import torch

from claims._core.observed import CantTell
from claims._probes.behaviour import Behaviour
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from claims._probes.watching.replay import replays
from tests.probes.asking import asked
from tests.probes.structures import FACTS

# Architecture → activation, gated, matrices, as each model's paper or released code has them.
KNOWN = {
    "opt": ("relu", False, 2),
    "xglm": ("gelu", False, 2),
    "bloom": ("gelu-tanh", False, 2),
    "mpt": ("gelu", False, 2),
    "gptj": ("gelu-tanh", False, 2),
    "gpt_neox": ("gelu", False, 2),
    "phi3": ("silu", True, 2),
    "gemma2": ("gelu-tanh", True, 3),
    "falcon": ("gelu", False, 2),
    "nemotron": ("relu-squared", False, 2),
    "cohere": ("silu", True, 3),
    "olmo2": ("silu", True, 3),
}


def told(probe_of, *patches):
    network = asked("feed_forward", probe_of, *patches)
    return network.activation, network.gated, network.matrices


@pytest.mark.parametrize("name", FACTS)
def test_checkpoints(name):
    expected = ("gelu-tanh", False, 2) if name.startswith("gpt2") else ("silu", True, 3)
    assert told(name) == expected


@pytest.mark.parametrize("name, expected", KNOWN.items())
def test_other_architectures(name, expected):
    assert told(name) == expected


@pytest.mark.parametrize(
    "name, patch, expected",
    [
        ("gpt2", ("mlp.act", "relu"), ("relu", False, 2)),
        ("gpt2", ("mlp.act", "erf_gelu"), ("gelu", False, 2)),
        ("llama-7b", ("up_proj", "ones"), ("silu", False, 2)),
        ("llama-7b", ("act_fn", "relu"), ("relu", True, 3)),
    ],
)
def test_a_patch_is_seen_under_the_same_config(name, patch, expected):
    assert told(name, patch) == expected


def test_one_layer_that_differs_is_no_clear_answer():
    with pytest.raises(CantTell, match="layers differ"):
        asked("feed_forward", "gpt2", ("h.1.mlp.act", "relu"))


def test_an_activation_that_nobody_knows_is_no_clear_answer():
    with pytest.raises(CantTell, match="no activation that is known here"):
        measured("feed_forward", tiny("gpt2", activation_function="laplace"))


def test_too_narrow_a_span_is_no_clear_answer():
    with pytest.raises(CantTell):
        asked("feed_forward", "gpt2", ("mlp.c_fc", "faint"))


def test_the_network_s_own_module_is_found():
    assert replays(tiny("gpt2"))[0].path == "mlp"
    assert replays(tiny("opt"))[0].path == ""


def with_more(network):
    branch = torch.nn.Linear(64, 64)
    network.register_forward_hook(lambda _, given, made: made + branch.to(made.dtype)(given[0]))
    return network


def test_a_branch_beside_the_matrices_is_no_clear_answer():
    model = Behaviour("gpt2", FACTS["gpt2"], patches=[("mlp", with_more)])
    with pytest.raises(CantTell, match="hands on more"):
        model.feed_forward()


def with_another_every_fourth(activation):
    def mixed(hidden):
        made = activation(hidden)
        made[:, 1::4] = hidden[:, 1::4].relu()
        return made

    module = torch.nn.Module()
    module.forward = mixed
    return module


def test_an_activation_that_changes_from_token_to_token_is_no_clear_answer():
    model = Behaviour("gpt2", FACTS["gpt2"], patches=[("mlp.act", with_another_every_fourth)])
    with pytest.raises(CantTell, match="no known activation"):
        model.feed_forward()
