"""LLaMA 7B's record states biases in its attention."""

from tests.mutants.changing import state

MUTANT = state("llama-7b", attention_bias=True)
