"""GPT-2 Large's record states the GELU of the error function."""

from tests.mutants.changing import state

MUTANT = state("gpt2-large", activation="gelu")
