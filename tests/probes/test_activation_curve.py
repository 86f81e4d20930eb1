"""What a network makes of numbers of ours is what torch's own function makes of them."""

import pytest
import torch
from torch.nn.functional import gelu, relu, silu

from claims._probes.activation_curve import DECIMALS, INPUTS, TIMES
from claims._probes.behaviour import Behaviour
from tests.probes.asking import asked
from tests.probes.structures import FACTS

# Half of the last decimal that is kept, and a float64's rounding beside it.
ROUNDED = 0.5 * 10**-DECIMALS + 1e-12


def of(name, *patches):
    return torch.tensor(asked("activation_curve", name, *patches), dtype=torch.float64)


def furthest(points, function):
    return float((points[:, -1] - function(points[:, 0])).abs().max())


def test_gpt2s_curve_is_gelu_by_tanh_and_no_other():
    points = of("gpt2")
    assert points[:, 0].tolist() == list(INPUTS)
    assert furthest(points, lambda x: gelu(x, approximate="tanh")) <= ROUNDED
    # The two forms are up to 4.7e-4 apart; inputs half a unit apart come as near as 4.4e-4.
    assert furthest(points, gelu) > 400 * ROUNDED
    assert furthest(points, relu) > 0.15
    assert furthest(points, silu) > 0.15


@pytest.mark.parametrize("patch, function", [("relu", relu), ("erf_gelu", gelu)])
def test_another_activation_under_the_same_config_is_another_curve(patch, function):
    assert furthest(of("gpt2", ("mlp.act", patch)), function) <= ROUNDED


@pytest.mark.parametrize("name", [it for it in FACTS if it.startswith("llama")])
def test_llamas_curve_is_silu_times_what_another_matrix_makes(name):
    entering, times, made = of(name).T
    assert sorted(set(times.tolist())) == sorted(TIMES)
    assert len(made) == len(TIMES) * len(INPUTS)
    assert float((made - times * silu(entering)).abs().max()) <= ROUNDED


@pytest.mark.parametrize("name", ["phi3", "opt", "mixtral"])
def test_where_no_number_can_be_put_in_place_of_each_there_is_no_curve(name):
    assert asked("activation_curve", name) == ()


def test_no_hook_is_left_in_the_model():
    behaviour = Behaviour("gpt2", FACTS["gpt2"], patches=[("transformer.h.0.mlp.act", "relu")])

    def hooks():
        them = behaviour.model.in_double().module.modules()
        return [len(it._forward_hooks) + len(it._forward_pre_hooks) for it in them]

    before = hooks()  # the library leaves some of its own in models that it has run
    assert behaviour.activation_curve()
    assert hooks() == before
