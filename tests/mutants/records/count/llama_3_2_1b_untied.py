"""Llama 3.2 1B's record counts its shared matrix twice."""

from tests.mutants.changing import reconcile

MUTANT = reconcile("llama-3.2-1b", ties=())
