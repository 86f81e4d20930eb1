"""With the reference implementation itself broken, the claims that it decides go red."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
LLAMA = "transformers.models.llama.modeling_llama"
GPT2 = "transformers.models.gpt2.modeling_gpt2"

NO_ROTATION = f"""
import {LLAMA} as llama
llama.apply_rotary_pos_emb = lambda q, k, *rest, **more: (q, k)
"""
BENT_THETA = f"""
import {LLAMA} as llama
forward = llama.LlamaRotaryEmbedding.forward

def bent(self, x, position_ids):
    if not hasattr(self, "straight"):
        self.straight = True
        width = 2 * len(self.inv_freq)
        import torch
        self.inv_freq = self.inv_freq * 0.9 ** (torch.arange(0, width, 2) / width)
    return forward(self, x, position_ids)

llama.LlamaRotaryEmbedding.forward = bent
"""
FIXED_SINUSOIDS = f"""
import {GPT2} as gpt2
from claims._probes.patches.sinusoids import patch
init = gpt2.GPT2Model.forward

def forward(self, *given, **named):
    if not hasattr(self, "fixed"):
        self.fixed = True
        self.wpe = patch(self.wpe)
    return init(self, *given, **named)

gpt2.GPT2Model.forward = forward
"""
ZERO_POSITIONS = f"""
import {GPT2} as gpt2
forward = gpt2.GPT2Model.forward

def blind(self, *given, **named):
    if not hasattr(self, "blind"):
        self.blind = True
        self.wpe.register_forward_hook(lambda module, args, out: out * 0)
    return forward(self, *given, **named)

gpt2.GPT2Model.forward = blind
"""
FIRST_LAYER_ALONE = f"""
import {LLAMA} as llama
import torch
forward = llama.LlamaAttention.forward

def still(self, hidden_states, position_embeddings=None, **named):
    if self.layer_idx:
        cosines, sines = position_embeddings
        position_embeddings = torch.ones_like(cosines), torch.zeros_like(sines)
    return forward(self, hidden_states, position_embeddings=position_embeddings, **named)

llama.LlamaAttention.forward = still
"""
BREAKAGES = {
    "rotation in the first layer alone": (FIRST_LAYER_ALONE, {"llama_positions_are_rotary"}),
    "no rotation": (NO_ROTATION, {"llama_positions_are_rotary", "llama_positions_are_learned"}),
    "bent theta": (BENT_THETA, {"llama_positions_are_rotary"}),
    "fixed sinusoids": (FIXED_SINUSOIDS, {"gpt2_positions_are_fixed_sinusoids"}),
    "zero positions": (
        ZERO_POSITIONS,
        {
            "gpt2_positions_are_fixed_sinusoids",
            "gpt2_positions_are_added_to_embeddings",
            "gpt2_positions_carry_token_order",
        },
    ),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the claims, with a store of its own: what a broken class gives must not be kept."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(HOUSE / "claims", copy / "claims", ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def red_claims(house, tmp_path, breakage):
    """Run all claims in a process whose reference classes were changed first; name the red ones."""
    (tmp_path / "breakage.py").write_text(breakage)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "claims", "-q", "-p", "breakage", "-p", "no:nbval"],
        env={**os.environ, "PYTHONPATH": f"{house}:{tmp_path}"},
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    )
    failed = [it for it in ran.stdout.splitlines() if it.startswith(("FAILED", "ERROR"))]
    units = [it for it in failed if "::control[" not in it]
    assert (ran.returncode == 0) is (not failed), ran.stdout + ran.stderr
    return {Path(it.split()[1].partition("::")[0]).stem for it in units}, ran.stdout


@pytest.mark.parametrize("name", BREAKAGES)
def test_the_right_claims_go_red(house, tmp_path, name):
    breakage, expected = BREAKAGES[name]
    red, output = red_claims(house, tmp_path, breakage)
    assert expected <= red, output


def test_nothing_is_red_with_the_reference_as_it_is(house, tmp_path):
    red, output = red_claims(house, tmp_path, "")
    assert red == set(), output
