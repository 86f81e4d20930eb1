"""Rotary angles, from Su et al., RoFormer, §3.2.2: at place m, pair i turns by m θ^(-2i/d).

No paper gives the scaling of Llama 3.1 and later; it follows Meta's reference code. A pair with a
long wavelength, beside the context first trained on, is slowed by a factor, one with a short
wavelength is kept, and between the two a straight line leads from one to the other.
"""

import math

import pytest
import torch
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding, apply_rotary_pos_emb

from claims._probes.rotary_frequencies import expected_frequencies
from tests.probes.structures import FACTS
from tests.references.widths import TOKENS, WIDTHS, apart, config_at, drawn, facts_at

# The library computes frequencies in float32, where they differ by at most 4.1e-7 of themselves;
# and the turned vectors of place m by at most m × 3.6e-8, up to the last of 131,072 places.
SAME_FREQUENCY = 1e-6
SAME_TURN_A_PLACE = 1e-7
# A base off by 1 % shows by .0075, a missing scaling by .875, a step for the line by 1.97.
TOLD = 5e-3
LLAMA = [name for name in FACTS if name.startswith("llama")]
SCALED = [name for name in LLAMA if FACTS[name].get("rope_scaling")]
at_each_width = pytest.mark.parametrize("width", WIDTHS)


def plain(theta, head_width):
    pairs = torch.arange(head_width // 2, dtype=torch.float64)
    return theta ** (-2 * pairs / head_width)


def slowed(frequencies, factor, low_freq_factor, high_freq_factor, context):
    wavelengths = 2 * math.pi / frequencies
    share = (context / wavelengths - low_freq_factor) / (high_freq_factor - low_freq_factor)
    share = share.clamp(0, 1)
    return share * frequencies + (1 - share) * frequencies / factor


def of_paper(facts):
    frequencies = plain(facts["rope_theta"], facts["head_width"])
    scaling = facts.get("rope_scaling")
    if not scaling:
        return frequencies
    context = scaling["original_max_position_embeddings"]
    steps = (scaling[it] for it in ("factor", "low_freq_factor", "high_freq_factor"))
    return slowed(frequencies, *steps, context)


def turned(vectors, places, frequencies):
    """Turn each pair as one complex number; the library puts the parts half a head apart."""
    real, imaginary = vectors.chunk(2, dim=-1)
    angles = places[:, None] * frequencies
    pairs = torch.complex(real, imaginary) * torch.polar(torch.ones_like(angles), angles)
    return torch.cat((pairs.real, pairs.imag), dim=-1)


def of_library(name, width):
    return LlamaRotaryEmbedding(config_at(name, width))


def off(name, width, frequencies):
    """The largest difference of a frequency of the library, as a share of it."""
    return float((of_library(name, width).inv_freq.double() / frequencies - 1).abs().max())


@at_each_width
@pytest.mark.parametrize("name", LLAMA)
def test_frequencies_agree(name, width):
    facts = facts_at(name, width)
    reference = of_paper(facts)
    assert off(name, width, reference) < SAME_FREQUENCY
    by_probes = expected_frequencies(
        facts["rope_theta"], facts.get("rope_scaling"), facts["head_width"]
    )
    assert reference.tolist() == pytest.approx(by_probes, rel=1e-12)


@at_each_width
@pytest.mark.parametrize("name", LLAMA)
def test_turned_vectors_agree_at_the_first_places_and_at_the_last(name, width):
    facts = facts_at(name, width)
    last = facts["context"] - 1
    for places in (torch.arange(TOKENS), torch.tensor([last])):
        vectors = drawn(1, 4, len(places), facts["head_width"])
        by_library, _ = apply_rotary_pos_emb(
            vectors, vectors, *of_library(name, width)(vectors, places[None])
        )
        by_paper = turned(vectors, places, of_paper(facts))
        assert apart(by_paper, by_library) < SAME_TURN_A_PLACE * int(places.max())


@at_each_width
@pytest.mark.parametrize("name", LLAMA)
def test_another_theta_is_told(name, width):
    facts = facts_at(name, width)
    wrong = of_paper(facts | {"rope_theta": 1.01 * facts["rope_theta"]})
    assert off(name, width, wrong) > TOLD


@at_each_width
@pytest.mark.parametrize("name", SCALED)
def test_a_missing_scaling_is_told(name, width):
    wrong = of_paper(facts_at(name, width) | {"rope_scaling": None})
    assert off(name, width, wrong) > TOLD


@at_each_width
@pytest.mark.parametrize("name", SCALED)
def test_a_step_in_place_of_the_line_is_told(name, width):
    facts = facts_at(name, width)
    scaling = facts["rope_scaling"]
    step = scaling | {"low_freq_factor": scaling["high_freq_factor"] - 1e-9}
    assert off(name, width, of_paper(facts | {"rope_scaling": step})) > TOLD


@at_each_width
def test_pairs_of_neighbours_are_told(width):
    facts = facts_at("llama-7b", width)
    places, vectors = torch.arange(TOKENS), drawn(1, 4, TOKENS, facts["head_width"])
    by_library, _ = apply_rotary_pos_emb(
        vectors, vectors, *of_library("llama-7b", width)(vectors, places[None])
    )
    neighbours = torch.cat((vectors[..., ::2], vectors[..., 1::2]), dim=-1)
    wrong = turned(neighbours, places, of_paper(facts)).unflatten(-1, (2, -1))
    assert apart(wrong.transpose(-1, -2).flatten(-2), by_library) > 0.1
