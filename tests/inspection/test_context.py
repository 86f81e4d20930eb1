"""The longest text: what is stated, less the rows that no token reads."""

import pytest

from claims._inspection.inspect import inspect
from claims._inspection.survey.surveying import surveyed
from tests.inspection.folders import written

SMALL = {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "vocab_size": 99}


@pytest.mark.parametrize("kind", ["roberta", "xlm-roberta-xl", "roberta-prelayernorm"])
def test_rows_that_are_passed_over_hold_no_token(kind, tmp_path):
    sizes = SMALL | {"max_position_embeddings": 514, "pad_token_id": 1}
    found = inspect(str(written(kind, tmp_path, **sizes))).properties["context"]
    assert (found.value, found.evidence) == (512, "behaviour")
    assert "514 rows, and the first that is read is 2" in found.why


@pytest.mark.parametrize("kind", ["bert", "opt", "gpt2"])
def test_a_table_with_a_row_for_each_position_holds_what_is_stated(kind, tmp_path):
    words = {"gpt2": "n_positions"}
    sizes = (SMALL if kind == "bert" else {}) | {words.get(kind, "max_position_embeddings"): 300}
    found = inspect(str(written(kind, tmp_path, **sizes))).properties["context"]
    assert (found.value, found.evidence, found.why) == (300, "config", "")


@pytest.mark.parametrize("longest", [32, 63])
def test_a_model_of_texts_too_short_to_look_at_is_built_for_longer_ones(longest, tmp_path):
    sizes = {"d_model": 64, "n_heads": 4, "n_layers": 2, "vocab_size": 99}
    found = inspect(str(written("mpt", tmp_path, **sizes, max_seq_len=longest))).properties
    assert (found["context"].value, found["context"].evidence) == (longest, "config")
    assert found["position_encoding"].value == "alibi"


def test_a_first_row_that_another_padding_makes_is_left_open(tmp_path):
    sizes = SMALL | {"vocab_size": 500, "max_position_embeddings": 514, "pad_token_id": 300}
    found = inspect(str(written("roberta", tmp_path, **sizes))).properties["context"]
    assert found.evidence is None
    assert "entered by the padding" in found.why


def test_a_length_that_is_stated_and_not_read_is_stated(tmp_path):
    folder = written("bloom", tmp_path, hidden_size=64, n_head=4, n_layer=2, seq_length=2048)
    assert inspect(str(folder)).properties["context"].value == 2048


def test_a_survey_leaves_open_where_only_the_class_knows_the_first_row(tmp_path):
    line = surveyed(str(written("roberta", tmp_path, **SMALL)))
    assert line["context"]["evidence"] is None
    assert "`claims inspect`" in line["context"]["why"]
