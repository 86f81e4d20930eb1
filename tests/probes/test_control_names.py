"""Each control is a test of its own, under a name that says what is changed about what."""

from datetime import date

from claims import edited, pair, pairs, snapshot, snapshots
from claims._core.control import Altered, Change
from claims._core.words import Evidence

(NOW,) = snapshots("gpt2", date(2024, 1, 1))


def test_an_edit_says_what_it_drops_adds_and_reshapes():
    name = "wpe"
    control = edited(
        "gpt2", without=["ln"], extra=["bias"], reshaped={name: (2, 3)}, expect="failed"
    )
    assert control.name == "gpt2 without ln and bias with wpe of 2×3"


def test_a_pair_and_a_snapshot_can_be_edited():
    first = pairs("llama-2", "llama-7b")[0]
    assert edited(first, without=["ln"], expect="failed").on is first
    assert edited(NOW, without=["ln"], expect="failed").name == "gpt2 as of 2024-01-01 without ln"


def test_an_unchanged_pair_or_snapshot_is_seen_by_every_check():
    unchanged = pair("gpt2-xl", "gpt2", expect="failed")
    assert type(unchanged.change) is Change
    assert Evidence.TENSORS in unchanged.change.reaches
    assert isinstance(pair("gpt2-xl", "gpt2", context=1, expect="failed").change, Altered)
    assert snapshot(NOW, expect="failed").name == NOW.name
