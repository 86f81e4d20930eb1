"""Kinds of normalization, their epsilon and biases, by what they do."""

import pytest
import torch

from claims._core.observed import CantTell
from claims._probes.measuring import measured
from claims._probes.models.architecture import tiny
from claims._probes.watching.normalizing import norm_of
from tests.probes.asking import asked
from tests.probes.structures import FACTS

WIDTH = 32


@pytest.mark.parametrize("name", FACTS)
def test_checkpoints(name):
    norms = asked("norms", name)
    assert norms.kind == ("layernorm" if name.startswith("gpt2") else "rmsnorm")
    assert norms.eps == FACTS[name]["norm_eps"]
    assert (norms.count, norms.in_blocks) == (5, (2, 2))


@pytest.mark.parametrize(
    "name, kind, eps",
    [
        ("opt", "layernorm", 1e-5),
        ("mpt", "layernorm", 1e-5),
        ("olmo", "layernorm", 1e-5),
        ("cohere", "layernorm", 1e-5),
        ("gemma2", "rmsnorm", 1e-6),
        ("phi3", "rmsnorm", 1e-5),
    ],
)
def test_other_architectures(name, kind, eps):
    norms = asked("norms", name)
    assert (norms.kind, norms.eps) == (kind, eps)


class L2(torch.nn.Module):
    def forward(self, x):
        return x / x.norm(dim=-1, keepdim=True)


class Centring(torch.nn.Module):
    def forward(self, x):
        return x - x.mean(-1, keepdim=True)


@pytest.mark.parametrize("module", [torch.nn.Identity(), torch.nn.Tanh(), Centring()])
def test_what_goes_with_the_length_of_its_input_is_no_norm(module):
    assert norm_of(module, WIDTH) is None


def test_an_l2_norm_is_of_another_kind():
    assert norm_of(L2(), WIDTH).kind == "other"


def test_a_bias_is_seen():
    norm = torch.nn.LayerNorm(WIDTH).double()
    assert not norm_of(norm, WIDTH).biased
    biased = torch.nn.LayerNorm(WIDTH).double()
    torch.nn.init.normal_(biased.bias)
    assert norm_of(biased, WIDTH).biased


@pytest.mark.parametrize("eps", [1e-3, 1e-5, 1e-6, 1e-8])
def test_epsilon_is_measured(eps):
    assert norm_of(torch.nn.RMSNorm(WIDTH, eps=eps).double(), WIDTH).eps == pytest.approx(
        eps, rel=0.01
    )


@pytest.mark.parametrize("name, path", [("gpt2", "transformer"), ("llama-7b", "model")])
def test_ten_times_the_epsilon_is_seen(name, path):
    norms = asked("norms", name, (path, "tenfold_eps"))
    assert norms.eps == pytest.approx(10 * FACTS[name]["norm_eps"])


@pytest.mark.parametrize(
    "name, patch, kind",
    [
        ("gpt2", ("transformer", "rms_norm"), "rmsnorm"),
        ("llama-7b", ("model", "layer_norm"), "layernorm"),
    ],
)
def test_a_patch_is_seen_under_the_same_config(name, patch, kind):
    assert asked("norms", name, patch).kind == kind


def test_two_kinds_are_no_clear_answer():
    with pytest.raises(CantTell, match="several kinds"):
        asked("norms", "gpt2", ("ln_1", "rms_norm"))


@pytest.mark.parametrize("kind", ["llama", "gpt2"])
def test_an_epsilon_of_nothing_is_measured_as_nothing(kind):
    word = {"llama": "rms_norm_eps", "gpt2": "layer_norm_epsilon"}[kind]
    assert measured("norms", tiny(kind, **{word: 0.0})).eps == 0
    assert measured("norms", tiny(kind, **{word: 1e-12})).eps == 1e-12
