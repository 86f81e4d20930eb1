"""Biases, by what comes out of nothing."""

import pytest

from tests.probes.asking import asked


@pytest.mark.parametrize(
    "name, words",
    [
        ("gpt2", "everywhere"),
        ("llama-7b", "nowhere"),
        ("llama-3.2-1b", "nowhere"),
        ("opt", "everywhere"),
        ("mpt", "nowhere"),
        ("stablelm", "in norms"),
        ("gptj", "in some"),
    ],
)
def test_where_they_are(name, words):
    assert asked("biases", name).words == words


def test_one_more_is_seen():
    assert (
        asked("biases", "llama-7b", ("layers.1.self_attn.k_proj", "added_bias")).biased_matrices
        == 1
    )


def test_one_less_is_seen():
    biases = asked("biases", "gpt2", ("h.0.mlp.c_fc", "no_bias"))
    assert biases.biased_matrices == biases.matrices - 1
