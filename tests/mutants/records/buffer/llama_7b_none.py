"""LLaMA 7B's record counts no stored frequencies."""

from tests.mutants.changing import reconcile

MUTANT = reconcile("llama-7b", buffers=())
