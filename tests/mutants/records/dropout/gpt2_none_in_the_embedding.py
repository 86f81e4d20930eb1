"""The small GPT-2's record states no dropout behind the embedding."""

from tests.mutants.changing import state

MUTANT = state("gpt2", embedding_dropout=0.0)
