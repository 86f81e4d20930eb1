"""What attention costs, from facts and from shapes: two ways to the same numbers."""

import pytest

from claims import Config, Tensors
from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.source import Recorded
from claims.attention._cost import stated_cost, stored_cost

RECORDS = [Recorded().record(it.id) for it in catalogue()]
SETTLED = [it for it in RECORDS if it.reconciliation.kind in ("exact", "size")]


@pytest.mark.parametrize("record", SETTLED, ids=lambda it: it.id)
def test_stated_and_stored_costs_agree(record):
    assert stated_cost(Config(record.id, record)) == stored_cost(Tensors(record.id, record))


def test_shared_heads_shrink_the_cache_and_the_matrices():
    record = Recorded().record("llama-2-70b")
    cost = stated_cost(Config(record.id, record))
    assert (cost.cache_bytes, cost.cache_a_unit, cost.matrices_a_unit) == (4096, 0.5, 2.25)
