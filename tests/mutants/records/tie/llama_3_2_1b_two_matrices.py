"""Llama 3.2 1B's record states two matrices for embedding and head."""

from tests.mutants.changing import state

MUTANT = state("llama-3.2-1b", tied_embeddings=False)
