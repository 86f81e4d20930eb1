"""The small GPT-2's record counts no stored masks."""

from tests.mutants.changing import reconcile

MUTANT = reconcile("gpt2", buffers=())
