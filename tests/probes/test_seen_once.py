"""What was seen of a model is kept for as long as the model, and no longer."""

import gc
import weakref

import pytest

from claims._probes.models.architecture import tiny
from claims._probes.models.construction import construct
from claims._probes.norms import measure as norms
from claims._probes.query_key_norm import measure as query_key_norm
from claims._probes.watching.anatomy import anatomy
from claims._probes.watching.attention_weights import weights_by_layer
from claims._probes.watching.operations import operations
from claims._probes.watching.replay import replays

LOOKS = [anatomy, operations, replays, weights_by_layer]


@pytest.mark.parametrize("look", LOOKS)
def test_a_model_is_looked_at_once(look):
    model = tiny("llama")
    assert look(model) is look(model)


def test_what_is_seen_is_of_the_module_that_runs():
    model = tiny("llama")
    anatomy(model)
    construct.cache_clear()
    blocks = model.in_double().blocks
    assert [it.module for it in anatomy(model).blocks] == list(blocks)


def test_a_model_that_was_built_again_is_measured_as_before():
    model = tiny("llama")
    assert query_key_norm(model) is False
    construct.cache_clear()
    assert query_key_norm(model) is False


def test_a_model_that_is_kept_no_more_leaves_nothing():
    model = tiny("llama")
    assert norms(model)
    for look in LOOKS:
        look(model)
    block = weakref.ref(model.in_double().blocks[0])
    construct.cache_clear()
    gc.collect()
    assert block() is None
