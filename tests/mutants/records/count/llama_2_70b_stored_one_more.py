"""Llama 2 70B's record counts a stored number more."""

from tests.mutants.changing import reconcile

MUTANT = reconcile("llama-2-70b", stored_elements=68_976_653_313)
