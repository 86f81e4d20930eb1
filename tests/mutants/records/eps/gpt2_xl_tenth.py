"""GPT-2 XL's record states a tenth of the epsilon."""

from tests.mutants.changing import state

MUTANT = state("gpt2-xl", norm_eps=1e-06)
