"""Llama 2 7B's record states a feed-forward network that is narrower by one."""

from tests.mutants.changing import state

MUTANT = state("llama-2-7b", feed_forward_size=11007)
