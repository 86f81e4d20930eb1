"""Llama 3 8B's record states a multiplier of 1.2 for the width of its feed-forward network."""

from tests.mutants.changing import state

MUTANT = state("llama-3-8b", feed_forward_multiplier=1.2)
