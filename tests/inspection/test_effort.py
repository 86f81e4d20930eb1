"""What an inspection takes: widths that come down, work that is bounded, and nothing made twice."""

import pytest

from claims._core.observed import CantTell
from claims._inspection.subject import Subject, told
from claims._inspection.target import find
from claims._probes.fitting import fitting
from claims._probes.models.architecture import tiny
from tests.inspection.folders import written


def subject(kind, folder, **settings):
    return Subject(find(str(written(kind, folder, **settings))))


@pytest.mark.parametrize("kind", ["mamba2", "kimi_linear", "falcon_h1"])
def test_what_keeps_a_state_comes_down_in_width_too(kind, tmp_path):
    fitted = subject(kind, tmp_path).fitted
    assert not fitted.as_stated
    with fitting.at_most(50_000_000):
        fitted.model.logits(fitted.model.tokens())


def test_linear_attention_keeps_its_ratio_of_values_to_keys(tmp_path):
    heads = {"linear_num_key_heads": 16, "linear_num_value_heads": 32}
    small = subject("qwen3_next", tmp_path, **heads).fitted.model.config
    assert (small.linear_num_key_heads, small.linear_num_value_heads) == (4, 8)


def test_a_state_keeps_as_many_groups_as_its_heads_can_fill(tmp_path):
    # Of 288 numbers no width makes 8 heads or a multiple of them.
    sizes = {"hidden_size": 4480, "num_attention_heads": 40, "head_dim": 128}
    large = subject("nemotron_h", tmp_path, **sizes, expand=2, n_groups=8).fitted
    assert not large.as_stated
    small = large.model.config
    assert (small.mamba_num_heads, small.n_groups) == (36, 4)


def test_a_run_that_makes_too_many_numbers_is_stopped():
    model = tiny("llama")
    said = "a run of it still makes more than 1,000 numbers"
    with pytest.raises(ValueError, match=said), fitting.at_most(1_000):
        model.logits(model.tokens())


def test_a_model_that_would_take_minutes_is_refused_with_the_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(fitting, "MOST_NUMBERS", 1_000)
    with pytest.raises(CantTell, match="still makes more than 1,000 numbers"):
        assert subject("llama", tmp_path).fitted


def test_what_failed_is_not_tried_again(tmp_path, monkeypatch):
    asked = subject("llama", tmp_path)
    tried = []

    def fails(*_):
        tried.append(1)
        raise CantTell("no")

    monkeypatch.setattr("claims._inspection.subject.fitted", fails)
    for _ in range(3):
        assert told(lambda it: it.fitted, asked).why == "no"
    assert tried == [1]


def test_a_mask_that_is_made_once_is_not_what_a_run_makes(tmp_path):
    large = subject("gpt_bigcode", tmp_path, n_embd=64, n_layer=2, n_head=4, n_positions=8192)
    assert large.fitted.model.config.n_positions == 8192


def test_a_mask_that_would_take_gigabytes_is_refused_before_it_is_made(tmp_path):
    huge = subject("gpt_bigcode", tmp_path, n_embd=64, n_layer=2, n_head=4, n_positions=131072)
    with pytest.raises(CantTell, match="keeps 17,179,869,184 numbers beside its parameters"):
        assert huge.fitted
