"""GPT-2 Medium's record states a layer less."""

from tests.mutants.changing import state

MUTANT = state("gpt2-medium", layers=23)
