"""What norms make of a shifted and of a scaled vector is what their formulas say."""

import pytest
import torch

from claims._core.observed import CantTell
from claims._probes.norm_response import DECIMALS, SCALE, SHIFT, SHOWN
from tests.probes.asking import asked
from tests.probes.structures import FACTS

# Half of the last decimal; epsilon takes less than another half from vectors of about 1.
ROUNDED = 10**-DECIMALS


def of(name, *patches):
    return torch.tensor(asked("norm_response", name, *patches), dtype=torch.float64)


@pytest.mark.parametrize("name", FACTS)
def test_the_vectors_are_shifted_and_scaled_as_said(name):
    rows = of(name)
    assert rows.shape == (SHOWN, 6)
    plain, shifted, scaled = rows[:, :3].T
    assert torch.allclose(shifted, plain + SHIFT, atol=ROUNDED)
    assert torch.allclose(scaled, plain * SCALE, atol=3 * ROUNDED)


@pytest.mark.parametrize("name", ["gpt2", "gpt2-xl", "opt", "bloom"])
def test_layernorm_undoes_a_shift_and_a_scale(name):
    rows = of(name)
    entering, leaving = rows[:, :3].T, rows[:, 3:].T
    centred = entering - entering.mean(1, keepdim=True)
    wanted = centred / centred.square().mean(1, keepdim=True).sqrt()
    assert float((leaving - wanted).abs().max()) <= 2 * ROUNDED
    assert float((leaving - leaving[:1]).abs().max()) <= ROUNDED


@pytest.mark.parametrize("name", ["llama-7b", "llama-3.1-405b", "phi3"])
def test_rmsnorm_undoes_a_scale_alone(name):
    rows = of(name)
    entering, leaving = rows[:, :3].T, rows[:, 3:].T
    wanted = entering / entering.square().mean(1, keepdim=True).sqrt()
    assert float((leaving - wanted).abs().max()) <= 2 * ROUNDED
    plain, shifted, scaled = leaving
    assert float((scaled - plain).abs().max()) <= ROUNDED
    assert float((shifted - plain).abs().max()) > 1


def test_a_layernorm_in_a_llama_is_seen():
    assert torch.equal(of("llama-7b", ("model", "layer_norm"))[:, 3:], of("gpt2")[:, 3:])


def test_a_block_without_a_norm_is_no_clear_answer():
    with pytest.raises(CantTell, match="no norm in its first block"):
        of("gpt2", ("h.0.ln_1", "identity"), ("h.0.ln_2", "identity"))
