"""LLaMA 7B's record states a multiple_of that is less by one."""

from tests.mutants.changing import state

MUTANT = state("llama-7b", feed_forward_multiple_of=255)
