"""Llama 3.3 70B's record states no scaling."""

from tests.mutants.changing import withhold

MUTANT = withhold("llama-3.3-70b", "rope_scaling")
