"""GPT-2 Large's record counts a parameter less."""

from tests.mutants.changing import reconcile

MUTANT = reconcile("gpt2-large", parameters=774_030_079)
