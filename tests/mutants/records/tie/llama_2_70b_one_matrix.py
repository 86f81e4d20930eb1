"""Llama 2 70B's record states one matrix for embedding and head."""

from tests.mutants.changing import state

MUTANT = state("llama-2-70b", tied_embeddings=True)
