"""Each check on the real weights passes on what training leaves, and fails on what it doesn't.

The files are as large as the published ones and made up but for their layout.
"""

import numpy as np
import pytest

from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.source import Folder
from claims._checkpoints.weights.subject import Weights
from claims._core.discovery import load_all
from claims._core.evaluate import run_unit
from claims._core.words import Evidence, Outcome
from claims._probes.models.reconcile import reconcile
from tests.hub.true_size import place
from tests.weights import numbers
from tests.weights.filled import fill


def measured(root, claim_id, name="gpt2"):
    unit = checkpoint(name).unit
    source = Folder(root, reconcile)
    return run_unit(load_all()[claim_id], unit, source, frozenset({Evidence.WEIGHTS})).levels[0]


def made(root, made, name="gpt2"):
    fill(root / place(root, name), made)
    return root


ROWS = "position_encoding/each_gpt2_position_has_a_row_in_use"
SINUSOIDS = "position_encoding/gpt2_positions_are_fixed_sinusoids"
GAINS = "normalization/each_norm_scales_by_gains_of_its_own"
BIASES = "architecture/gpt2_has_biases_everywhere"
BUFFERS = "scale/stored_buffers_are_no_parameters"
BASE = "position_encoding/llama_rope_base_is_10_000"
UNTIED = "architecture/llama_unties_its_embeddings"
AUTHORS = "scale/gpt2_117m_and_124m_are_one_checkpoint"


def halved(make):
    return lambda shape: make(shape) / 2


def one_row_drawn(shape):
    rows = numbers.walk(shape)
    rows[700] = numbers.drawn(shape)[700]
    return rows


def one_entry_off(shape):
    mask = numbers.triangle(shape)
    mask[0, 0, 5, 6] = 1
    return mask


def one_pair_faster(shape):
    row = numbers.frequencies(1e4)(shape)
    row[32] *= 1.001
    return row


def mostly_small(shape):
    """Gains as before a first layer: near 0, one in six below it."""
    return 0.02 + numbers.drawn(shape)


def but_for(name, make):
    """Biases as training leaves them, but for those of one name."""
    return {name: make, numbers.BIASES: numbers.spread}


LAST_BIAS = r"ln_f\.bias"
FIRST_LAYER, FREQUENCIES = r"model\.layers\.0\..*inv_freq", ".*inv_freq"
# The first layer turns as the others should.
TWO_BASES = {FIRST_LAYER: numbers.frequencies(1e4), FREQUENCIES: numbers.frequencies(5e5)}


CASES = [
    (ROWS, "gpt2", {"wpe.*": numbers.walk}, "passed", {"rows_not_in_use": 0}),
    (ROWS, "gpt2", {"wpe.*": one_row_drawn}, "failed", {"such_as": [700]}),
    (ROWS, "gpt2", {"wpe.*": numbers.a_first_row_unlike_all}, "passed", {"rows_not_in_use": 0}),
    (ROWS, "gpt2", {"wpe.*": numbers.drawn}, "failed", {"rows_not_in_use": 1024}),
    (ROWS, "gpt2", {"wpe.*": halved(numbers.drawn)}, "failed", {"rows_not_in_use": 1024}),
    (ROWS, "gpt2", {"wpe.*": numbers.half_drawn}, "failed", {"rows_not_in_use": 512}),
    (ROWS, "gpt2", {"wpe.*": numbers.half_zero}, "failed", {"rows_not_in_use": 512}),
    (ROWS, "gpt2", {"wpe.*": numbers.half_repeated}, "failed", {"rows_not_in_use": 1024}),
    (ROWS, "gpt2", {"wpe.*": numbers.ones}, "failed", {"rows_not_in_use": 1024}),
    (ROWS, "gpt2", {"wpe.*": numbers.half}, "failed", {"rows_not_in_use": 1024}),
    (ROWS, "gpt2", {"wpe.*": numbers.one_row_repeated}, "failed", {"rows_not_in_use": 1024}),
    (ROWS, "gpt2", {"wpe.*": numbers.none}, "failed", {"rows_not_in_use": 1024}),
    (ROWS, "gpt2", {}, "failed", {"rows_not_in_use": 1024}),
    (SINUSOIDS, "gpt2", {"wpe.*": numbers.sinusoids}, "passed", {"apart_from_swinging": 0.0}),
    (SINUSOIDS, "gpt2", {"wpe.*": numbers.sinusoids_in_turn}, "passed", {}),
    (SINUSOIDS, "gpt2", {"wpe.*": halved(numbers.sinusoids)}, "passed", {}),
    (SINUSOIDS, "gpt2", {"wpe.*": numbers.padded}, "passed", {}),
    (SINUSOIDS, "gpt2", {"wpe.*": numbers.drawn}, "failed", {}),
    (SINUSOIDS, "gpt2", {"wpe.*": numbers.half}, "failed", {"rows_differ_by": 0.0}),
    (SINUSOIDS, "gpt2", {"wpe.*": numbers.one_row_repeated}, "failed", {"rows_differ_by": 0.0}),
    (SINUSOIDS, "gpt2", {"wpe.*": numbers.one_hot}, "failed", {}),
    (SINUSOIDS, "gpt2", {"wpe.*": numbers.orthogonal}, "failed", {}),
    (SINUSOIDS, "gpt2", {"wpe.*": numbers.walk}, "failed", {}),
    (SINUSOIDS, "gpt2", {"wpe.*": numbers.none}, "cantTell", {}),
    (SINUSOIDS, "gpt2", {}, "cantTell", {}),
    (GAINS, "gpt2", {numbers.GAINS: numbers.moved}, "passed", {"norms_untrained": 0}),
    (GAINS, "gpt2", {numbers.GAINS: numbers.ones}, "failed", {"norms_untrained": 25}),
    (GAINS, "gpt2", {numbers.GAINS: numbers.drawn}, "failed", {"norms_untrained": 25}),
    (GAINS, "gpt2", {numbers.GAINS: numbers.none}, "cantTell", {}),
    (GAINS, "gpt2", {numbers.GAINS: numbers.half}, "failed", {"norms_untrained": 25}),
    (GAINS, "gpt2", {}, "failed", {"norms_untrained": 25}),
    (GAINS, "gpt2", {numbers.GAINS: mostly_small}, "passed", {"norms_untrained": 0}),
    (GAINS, "llama-2-7b", {numbers.GAINS: numbers.moved}, "passed", {}),
    (
        GAINS,
        "llama-3-8b",
        {r"model\.norm\.weight": numbers.ones, numbers.GAINS: numbers.moved},
        "failed",
        {"such_as": ["model.norm.weight"]},
    ),
    (BIASES, "gpt2", {numbers.BIASES: numbers.spread}, "passed", {"biases_not_in_use": 0}),
    (BIASES, "gpt2", {r".*c_fc\.bias": numbers.spread}, "failed", {"biases_not_in_use": 61}),
    (BIASES, "gpt2", {numbers.BIASES: numbers.drawn}, "failed", {"as_noise": 73}),
    (
        BIASES,
        "gpt2",
        but_for(r"h\.3\.attn\.c_attn\.bias", numbers.drawn),
        "failed",
        {"as_noise": 1},
    ),
    (BIASES, "gpt2", but_for(LAST_BIAS, np.zeros), "failed", {"such_as": ["ln_f.bias"]}),
    (BIASES, "gpt2", but_for(LAST_BIAS, numbers.none), "failed", {"such_as": ["ln_f.bias"]}),
    (BIASES, "gpt2", {numbers.BIASES: numbers.none}, "failed", {"biases_not_in_use": 73}),
    (BIASES, "gpt2", {numbers.BIASES: numbers.half}, "failed", {"biases_not_in_use": 73}),
    (BUFFERS, "gpt2", {numbers.MASKS: numbers.triangle}, "passed", {"no_fixed_function": 0}),
    (BUFFERS, "gpt2", {numbers.MASKS: one_entry_off}, "failed", {"no_fixed_function": 12}),
    (BUFFERS, "llama-2-7b", {FREQUENCIES: numbers.frequencies(1e4)}, "passed", {}),
    (BUFFERS, "llama-2-7b", {FREQUENCIES: lambda s: np.linspace(1, 1e-4, *s)}, "failed", {}),
    (BASE, "llama-2-7b", {FREQUENCIES: numbers.frequencies(1e4)}, "passed", {"rope_theta": 1e4}),
    (BASE, "llama-2-7b", {FREQUENCIES: numbers.frequencies(5e5)}, "failed", {"rope_theta": 5e5}),
    (BUFFERS, "llama-2-7b", TWO_BASES, "failed", {"no_fixed_function": 31}),
    (BUFFERS, "llama-2-7b", {FREQUENCIES: one_pair_faster}, "failed", {"no_fixed_function": 32}),
    (BUFFERS, "llama-2-7b", {}, "failed", {"no_fixed_function": 32}),
    (BASE, "llama-2-7b", TWO_BASES, "failed", {"rope_theta": [1e4, 5e5], "layers_of_another": 31}),
    (BASE, "llama-2-7b", {FREQUENCIES: one_pair_faster}, "failed", {"layers_of_another": 32}),
    (BASE, "llama-2-7b", {}, "failed", {"layers_of_another": 32}),
    (BASE, "llama-3-8b", {}, "inapplicable", {}),
    (UNTIED, "llama-3-8b", {r"lm_head\.weight": numbers.ones}, "passed", {}),
    (UNTIED, "llama-3-8b", {}, "cantTell", {}),
    (UNTIED, "llama-3-8b", {r"lm_head\.weight": numbers.none}, "cantTell", {}),
    (UNTIED, "llama-3.2-1b", {}, "failed", {"embedding_and_head": "one matrix"}),
]


@pytest.mark.parametrize("claim_id, name, numbers, outcome, observed", CASES)
def test_a_check_on_weights_comes_out_both_ways(
    claim_id, name, numbers, outcome, observed, tmp_path
):
    level = measured(made(tmp_path, numbers, name), claim_id, name)
    assert level.outcome == outcome, level
    assert level.observed.items() >= observed.items()


def test_no_more_is_read_than_was_planned(tmp_path):
    root = made(tmp_path, {r"lm_head\.weight": numbers.ones}, "llama-3-8b")
    level = measured(root, UNTIED, "llama-3-8b")
    assert level.bytes_read == 2 * 16 * 4096 * 2


def test_other_numbers_have_other_checksums_than_the_authors_list(tmp_path):
    level = measured(made(tmp_path, {}), AUTHORS)
    assert level.outcome is Outcome.FAILED
    assert level.observed["with_another_checksum"] == 148
    assert level.bytes_read == 497_759_232


def test_the_listed_checksums_pass_and_one_changed_number_fails(tmp_path, monkeypatch):
    root = made(tmp_path, {})
    source = Folder(root, reconcile)
    claim = load_all()[AUTHORS]
    [check] = [it for it in claim.checks if it.evidence is Evidence.WEIGHTS]
    subject = check.subject_on(checkpoint("gpt2").unit, source, None)
    sums = dict(subject.checksums())
    assert set(sums) == set(subject.listed_checksums)
    monkeypatch.setattr(Weights, "listed_checksums", sums)
    assert measured(root, AUTHORS).outcome is Outcome.PASSED
    fill(root / checkpoint("gpt2").hub, {r"h\.7\.ln_1\.bias": lambda s: np.eye(1, *s)})
    level = measured(root, AUTHORS)
    assert level.observed == {"with_another_checksum": 1, "such_as": ["h.7.ln_1.bias"]}
