"""Llama 2 70B's list calls its embedding a table of positions."""

from tests.mutants.changing import rename

MUTANT = rename("llama-2-70b", "model.embed_tokens.weight", "model.embed_positions.weight")
