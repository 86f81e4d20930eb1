"""The small GPT-2's list calls a matrix of attention one of cross-attention."""

from tests.mutants.changing import rename

MUTANT = rename("gpt2", "h.3.attn.c_proj.weight", "h.3.crossattention.c_proj.weight")
