"""Llama 3 8B's record states a dropout in its attention."""

from tests.mutants.changing import state

MUTANT = state("llama-3-8b", attention_dropout=0.1)
