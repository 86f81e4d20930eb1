"""GPT-2 Medium's record states two matrices for embedding and head."""

from tests.mutants.changing import state

MUTANT = state("gpt2-medium", tied_embeddings=False)
