"""A matrix of GPT-2 Medium is counted transposed."""

from tests.mutants.changing import recount

MUTANT = recount("gpt2-medium", "transformer.h.0.attn.c_attn.weight", (3072, 1024))
