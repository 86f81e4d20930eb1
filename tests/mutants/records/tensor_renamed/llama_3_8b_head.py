"""Llama 3 8B's list calls its head as the authors' own files do."""

from tests.mutants.changing import rename

MUTANT = rename("llama-3-8b", "lm_head.weight", "output.weight")
