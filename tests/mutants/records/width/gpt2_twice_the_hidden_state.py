"""The small GPT-2's record states a hidden state twice as wide."""

from tests.mutants.changing import state

MUTANT = state("gpt2", hidden_size=1536)
