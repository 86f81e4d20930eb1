"""Subjects of several checkpoints: pairs and snapshots, by facts and by what is stored."""

from datetime import date

import pytest

from claims import Both, BothTensors, Config, Family, FamilyTensors, pairs, snapshots
from claims._checkpoints.source import Recorded
from claims._core.control import Altered, Change, EditedInventory, EditedSnapshot
from claims._core.observed import Inapplicable, Untested
from claims._core.unit import Unit
from claims._core.words import Evidence

UNCHANGED = Change()
(SEVENS,) = (it for it in pairs("llama-2", "llama-7b") if it.checkpoint == "llama-2-7b")
FIRST, GPT2 = snapshots("gpt2", date(2019, 2, 14), date(2023, 7, 18))


def test_a_pair_by_its_tensors_compares_what_is_stored():
    both = BothTensors.of(SEVENS, Recorded(), UNCHANGED)
    assert both.checkpoint.shapes(".*") == both.baseline.shapes(".*")
    assert {it.evidence for it in both.leans()} == {Evidence.TENSORS}
    assert both.leans()[1].sibling == "a conversion with the transformers script"


def test_a_control_edits_the_first_of_a_pair_alone():
    edit = EditedInventory(without=("lm_head.*",))
    both = BothTensors.of(SEVENS, Recorded(), edit)
    assert both.checkpoint.parameters < both.baseline.parameters
    altered = Both.of(SEVENS, Recorded(), Altered({"norm_eps": 1.0}))
    assert altered.checkpoint.fact("norm_eps") == 1.0
    assert altered.baseline.fact("norm_eps") == 1e-6


def test_a_snapshot_by_its_tensors_is_untested_where_one_member_is():
    family = FamilyTensors.of(GPT2, Recorded(), UNCHANGED)
    assert family.members[0].parameters == 124_439_808
    with pytest.raises(Untested, match="gpt2-large's weights"):
        _ = [member.parameters for member in family.members]


def test_a_control_takes_members_from_a_snapshot_or_edits_them():
    fewer = FamilyTensors.of(GPT2, Recorded(), EditedSnapshot(("gpt2-large", "gpt2-xl")))
    assert [member.parameters for member in fewer.members] == [124_439_808, 354_823_168]
    edit = EditedInventory(reshaped={r"wpe\.weight": (512, 768)})
    edited = FamilyTensors.of(FIRST, Recorded(), edit)
    assert edited.members[0].parameters == 124_439_808 - 512 * 768


def test_generations_come_with_the_day_of_their_first_member():
    _, now = snapshots("llama")
    known = Family.of(now, Recorded(), UNCHANGED).generations
    assert list(known)[:3] == ["llama-1", "llama-2", "llama-3"]
    assert known["llama-3"] == date(2024, 4, 18)


def test_a_checkpoint_knows_its_generation_and_a_stranger_has_none():
    record = Recorded().record("llama-3.2-1b")
    assert Config("llama-3.2-1b", record).catalogue_generation == "llama-3.2"
    with pytest.raises(Inapplicable, match="my-llama is of no generation"):
        _ = Config("my-llama", record).catalogue_generation


def test_what_a_fact_rests_on_can_be_asked():
    config = Config.of(Unit("llama-13b", date(2023, 2, 24)), Recorded(), UNCHANGED)
    assert config.rests_on("feed_forward_size") is Evidence.CODE
    assert config.rests_on("layers") is Evidence.CONFIG
    assert config.rests_on("feed_forward_multiplier") is None
