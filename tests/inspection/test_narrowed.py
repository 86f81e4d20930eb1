"""What is said of a large model is what a small one shows, and no artefact of making it small."""

import pytest

from claims._inspection.inspect import inspect
from tests.inspection.folders import LARGE, written


@pytest.fixture
def large(tmp_path):
    return lambda kind, **settings: written(kind, tmp_path, **LARGE, **settings)


def test_heads_that_are_counted_layer_by_layer_keep_their_ratio(large):
    folder = large("laguna", num_attention_heads_per_layer=[16, 16], head_dim=64)
    found = inspect(str(folder))
    assert [found.properties[it].value for it in ("query_heads", "kv_heads")] == [16, 4]
    assert found.disagreements == ()


def test_layers_with_other_numbers_of_heads_have_no_number_in_common(large):
    folder = large("laguna", num_attention_heads_per_layer=[16, 24], head_dim=64)
    found = inspect(str(folder)).properties
    assert found["attention"].value == "grouped-query"
    assert found["kv_heads"].value == 4
    assert found["query_heads"].value is None
    assert "layers have different numbers of query heads" in found["query_heads"].why


def test_heads_that_nothing_reads_are_not_said_to_be_there(large):
    # A class that goes by its list alone, which says another number than the config does.
    folder = large("laguna", num_attention_heads_per_layer=[8, 8], head_dim=64)
    found = inspect(str(folder)).properties
    assert found["query_heads"].value is None
    assert "told 8 has 4" in found["query_heads"].why
