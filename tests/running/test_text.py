"""The text is the one that losses are stated for, and no window is cut short."""

from types import SimpleNamespace

import pytest

from claims._core.errors import Refused
from claims._running.text import LONGEST, MOST, TEXT, text, windows
from claims._stand_ins.tokens import TEXT as TRAINED_ON


class Letters:
    """Reads each letter as a token, and may put others before and behind."""

    def __init__(self, before=(), behind=()):
        self.backend_tokenizer, self.before, self.behind = self, before, behind

    def encode(self, words, add_special_tokens):
        ids = [ord(it) % 64 for it in words]
        ids = [*self.before, *ids, *self.behind] if add_special_tokens else ids
        return SimpleNamespace(ids=ids)


def test_windows_are_whole_and_as_long_as_a_model_can_read():
    found = windows(Letters(), 100, 64)
    assert found.shape == (MOST, 100)
    longest = windows(Letters(), 100_000, 64)
    assert longest.shape == (MOST, LONGEST)
    assert longest.flatten().tolist() == [ord(it) % 64 for it in text()[: MOST * LONGEST]]


def test_where_the_text_gives_fewer_windows_what_is_left_at_the_end_is_not_read(monkeypatch):
    monkeypatch.setattr("claims._running.text.MOST", 1_000)
    found = windows(Letters(), LONGEST, 64)
    assert found.shape == (len(text()) // LONGEST, LONGEST)


def test_each_window_begins_as_the_tokenizer_begins_a_text():
    plain, found = windows(Letters(), 99, 64), windows(Letters([7], [8]), 100, 64)
    assert found[:, 0].tolist() == [7] * MOST
    assert found[:, 1:].tolist() == plain.tolist()


def test_a_model_that_reads_nothing_is_refused():
    with pytest.raises(Refused, match="a context of 1: expected 8 windows"):
        windows(Letters(), 1, 64)


def test_tokens_that_a_model_does_not_have_are_refused():
    with pytest.raises(Refused, match="another model's: expected tokens below 63, measured 63"):
        windows(Letters(), 100, 63)


def test_an_edited_text_is_refused(tmp_path):
    edited = tmp_path / TEXT.name
    edited.write_text(text().replace("Elliot", "Elliott"))
    with pytest.raises(Refused, match=r"persuasion\.txt: expected a text of SHA-256 .*, measured"):
        text(edited)


def test_nothing_that_is_evaluated_on_was_trained_on():
    trained = TRAINED_ON.read_text("utf-8")
    paragraphs = [it for it in text().split("\n\n") if len(it) > 80]
    assert len(paragraphs) > 70
    assert [it for it in paragraphs if it in trained] == []


def test_both_texts_together_stay_small():
    assert TEXT.stat().st_size + TRAINED_ON.stat().st_size < 500_000
