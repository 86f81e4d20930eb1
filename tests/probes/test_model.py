"""A model's variants share what they should and nothing else."""

import torch

from claims._probes.behaviour import Behaviour
from claims._probes.models.architecture import tiny
from claims._probes.models.model import Model
from tests.probes.structures import FACTS


def weights(model: Model) -> dict[str, torch.Tensor]:
    return dict(model.module.named_parameters())


def test_equal_recipes_are_built_once() -> None:
    one, other = (Behaviour(name, FACTS[name]).model for name in ("gpt2", "gpt2-xl"))
    assert one.module is other.module
    assert one.module is not one.redrawn().module


def test_fewer_layers_keep_their_weights() -> None:
    model = tiny("llama")
    single = model.with_layers(1)
    assert len(single.blocks) == 1
    for name, kept in weights(single).items():
        assert torch.equal(kept, weights(model)[name])


def test_another_draw_changes_every_parameter() -> None:
    model = tiny("gpt2")
    again = weights(model.redrawn())
    assert model.redrawn().redrawn() != model.redrawn()
    assert all(not torch.equal(value, again[name]) for name, value in weights(model).items())


def test_gains_and_biases_are_drawn_too() -> None:
    for name, value in weights(tiny("gpt2")).items():
        assert value.std() > 0.05, name


def test_weights_are_so_wide_that_the_activation_matters() -> None:
    tanh, erf = tiny("gpt2"), tiny("gpt2", activation_function="gelu")
    tokens = tanh.tokens()
    assert (tanh.logits(tokens) - erf.logits(tokens)).abs().max() > 1e-4


def test_double_precision_is_of_the_same_weights() -> None:
    model = tiny("xglm")
    tokens = model.tokens()
    double = model.in_double().logits(tokens)
    assert double.dtype == torch.float64
    assert torch.get_default_dtype() == torch.float32
    assert (double - model.logits(tokens)).abs().max() < 1e-3


def test_gaps_between_positions_are_not_read_as_seams() -> None:
    model = tiny("gpt2")
    tokens, positions = model.tokens(), torch.arange(64)[None]
    usual, far = model.logits(tokens, positions), model.logits(tokens, positions * 3)
    # The first token stands where it stood; the second sees it from farther off.
    assert torch.equal(usual[:, 0], far[:, 0])
    assert not torch.equal(usual[:, 1], far[:, 1])


def test_drawing_leaves_the_callers_random_state_alone() -> None:
    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    _ = tiny("llama", rms_norm_eps=3e-4).module
    assert torch.equal(torch.rand(1), expected)
