"""Llama 2 13B's record states biases in its feed-forward network."""

from tests.mutants.changing import state

MUTANT = state("llama-2-13b", feed_forward_bias=True)
