"""Llama 3.1 405B's record states a feed-forward network as wide as Llama 3.1 70B's."""

from tests.mutants.changing import state

MUTANT = state("llama-3.1-405b", feed_forward_size=28672)
