"""Llama 3 70B's record states a multiple_of that is less by one."""

from tests.mutants.changing import state

MUTANT = state("llama-3-70b", feed_forward_multiple_of=4095)
