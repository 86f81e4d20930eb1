"""A model of one's own from the hub: which family it is of, or why it can't be held against any."""

import json
from datetime import date
from pathlib import Path

import pytest
from huggingface_hub import constants

from claims import gpt2, llama, pairs
from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.selection import select
from claims._core.errors import Refused
from claims._core.observed import Untested
from claims._core.unit import Unit
from claims._probes.models.reconcile import reconcile
from tests.hub import configs, faults
from tests.hub.bad_files import BAD_FILES, other_shape, own_code
from tests.hub.server import serving
from tests.hub.true_size import from_config

REPO = "owner/model"
CATALOGUED = checkpoint("llama-3-8b")
FITTING = {
    "llama tune": (configs.LLAMA_TUNE, "llama", 1_100_048_384),
    "70B": (configs.LLAMA_70B, "llama", 70_553_706_496),
    "mistral": (configs.MISTRAL, "llama", 7_241_732_096),
    "qwen2": (configs.QWEN2, "llama", 7_615_616_512),
    "gpt2 tune": (configs.GPT2_TUNE, "gpt2", 81_916_416),
}
NEITHER = {"T5ForConditionalGeneration": configs.T5, "MambaForCausalLM": configs.MAMBA}


@pytest.fixture
def hub(tmp_path, monkeypatch):
    (tmp_path / "hub").mkdir()
    monkeypatch.chdir(tmp_path)
    with serving(tmp_path / "hub") as hub:
        monkeypatch.setattr(constants, "ENDPOINT", hub.url)
        yield hub


def config_alone(folder: Path, config: dict) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def held(*targets):
    return select("recorded", targets, reconcile)


def refused(target):
    with pytest.raises(Refused) as refusal:
        held(target)
    said = str(refusal.value)
    assert "\n" not in said
    assert "/tmp" not in said
    return said


def left_open(target):
    """Why a model that is read can't be built or run."""
    record = held(target).record(target)
    with pytest.raises(Untested) as open_:
        record.require_understood()
    return open_.value.reason


@pytest.mark.parametrize("config, family, parameters", FITTING.values(), ids=FITTING)
def test_a_model_is_of_the_family_that_its_config_names(hub, config, family, parameters):
    from_config(config, hub.root / REPO)
    model = held(REPO).foreign[REPO]
    assert model.family == family
    met = model.record.reconciliation
    assert (met.kind, met.parameters) == ("exact", parameters)
    assert {it.path.rpartition("/")[0] for it in model.record.files} == {REPO}
    assert 4 <= model.took.requests < 40
    assert model.took.bytes_read < 300_000


def test_of_what_was_read_from_the_hub_no_weights_are_taken_for_real(hub):
    from_config(configs.LLAMA_TUNE, hub.root / REPO)
    assert held(REPO).weights(REPO) is None


def test_of_what_was_asked_to_be_read_of_weights_a_tensor_is(hub):
    from_config(configs.LLAMA_TUNE, hub.root / REPO)
    heard = []
    selected = select("recorded", [REPO], reconcile, heard.append)
    before = selected.took[REPO].bytes_read
    gains = selected.weights(REPO).read("model.norm.weight")
    [size] = heard
    assert size == 2 * gains.size
    assert selected.took[REPO].bytes_read == before + size


@pytest.mark.parametrize("architecture", NEITHER)
def test_a_model_of_neither_family_is_refused_with_what_was_expected(hub, architecture):
    config_alone(hub.root / REPO, NEITHER[architecture])
    said = refused(REPO)
    assert said.startswith(f"{REPO}: no claim is about it: expected a model of gpt2 (GPT2LMHead")
    assert "llama (LlamaForCausalLM, MistralForCausalLM, Qwen2ForCausalLM)" in said
    assert f"measured {architecture} in its config.json. See `claims inspect {REPO}`" in said


def test_a_class_that_comes_as_code_is_refused_for_that_reason(hub):
    config_alone(hub.root / REPO, configs.OWN_CODE)
    said = refused(REPO)
    assert "BaichuanForCausalLM in its config.json; its class comes with it, as code that" in said


def test_code_beside_a_known_class_is_told_and_not_run(hub):
    own_code(hub.root / REPO)
    assert held(REPO).foreign[REPO].own_code
    assert not any("own.py" in it.path for it in hub.log)


@pytest.mark.parametrize(
    "key, config",
    [
        ("sliding_window", configs.MISTRAL),
        ("num_key_value_heads", configs.MISTRAL),
        ("num_key_value_heads", configs.QWEN2),
    ],
)
def test_what_a_class_would_make_up_must_be_stated(hub, key, config):
    config_alone(hub.root / REPO, {name: it for name, it in config.items() if name != key})
    assert f"config.json: `{key}`: expected a number or null" in left_open(REPO)


@pytest.mark.parametrize(
    "change",
    [
        {"use_sliding_window": True},
        {"layer_types": ["full_attention", "sliding_attention"] * 14},
    ],
)
def test_a_window_in_some_layers_is_left_open_by_its_key(hub, change):
    config_alone(hub.root / REPO, configs.QWEN2 | change)
    assert f"config.json: `{next(iter(change))}`: expected" in left_open(REPO)


def test_without_a_window_the_class_gets_none(hub):
    config_alone(hub.root / REPO, configs.MISTRAL | {"sliding_window": None})
    facts = held(REPO).record(REPO).values
    assert "window" not in facts
    from claims._probes.models.reference import reference_config

    assert reference_config(facts).sliding_window is None


@pytest.mark.parametrize(
    "change",
    [
        {"num_attention_heads": 65536, "num_key_value_heads": 65536, "hidden_size": 131072},
        {"num_attention_heads": 4096, "num_key_value_heads": 1, "hidden_size": 8192},
        {"head_dim": 1_000_000, "hidden_size": 32_000_000},
        {"intermediate_size": 2**31},
        {"num_hidden_layers": 9_999},
    ],
)
def test_sizes_that_no_laptop_can_measure_are_refused(hub, change):
    config_alone(hub.root / REPO, configs.LLAMA_TUNE | change)
    assert "expected at most" in refused(REPO)


def test_a_hidden_size_that_is_nothing_beside_its_heads_is_refused(hub):
    config_alone(hub.root / REPO, configs.LLAMA_TUNE | {"head_dim": 1_000_000})
    assert "expected a hidden size nearer to that of its heads together" in refused(REPO)


def test_a_gpt2_with_a_million_positions_has_masks_that_no_laptop_holds(hub):
    config_alone(hub.root / REPO, configs.GPT2_TUNE | {"n_positions": 1_000_000})
    assert "context 1,000,000 still need a model of" in refused(REPO)


@pytest.mark.parametrize(
    "fault, says",
    [
        (faults.no_repository(), "no such repository, or it is private"),
        (faults.gated(), "gated: accept its terms"),
        (faults.failing(None), "the server failed"),
        (faults.no_file(), "not in the repository"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_without_a_token(hub, fault, says, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secretsecret")
    hub.access.grant("hf_secretsecret", REPO)
    config_alone(hub.root / REPO, configs.LLAMA_TUNE)
    hub.faults[REPO] = fault
    said = refused(REPO)
    assert said.startswith(f"{REPO}/config.json: expected the file")
    assert says in said
    assert "secret" not in said
    assert ("nor is there a folder" in said) == (fault.status == 404)


def test_offline_is_said(hub, monkeypatch):
    monkeypatch.setattr(constants, "is_offline_mode", lambda: True)
    assert "offline: HF_HUB_OFFLINE is set" in refused(REPO)
    assert not hub.log


@pytest.mark.parametrize(
    "kind", ["page as config", "missing shard", "other tensors", "other total"]
)
def test_bad_files_are_refused_by_their_names_on_the_hub(hub, kind):
    BAD_FILES[kind](hub.root / REPO)
    assert refused(REPO).startswith(f"{REPO}/")


def test_weights_that_contradict_the_config_are_refused(hub):
    other_shape(hub.root / REPO)
    assert refused(REPO).startswith(f"{REPO}/model.safetensors: shape of")


def test_a_revision_is_read_as_it_is_asked_for(hub):
    config_alone(hub.root / REPO, configs.LLAMA_TUNE)
    assert "no such revision" in refused(f"{REPO}@v2")
    hub.revisions[REPO] = {"v2"}
    assert list(held(f"{REPO}@v2").foreign) == [f"{REPO}@v2"]


@pytest.mark.parametrize("at", ["", f"@{CATALOGUED.revision}", f"@{CATALOGUED.revision[:7]}"])
def test_the_repository_of_a_checkpoint_at_what_is_pinned_is_the_checkpoint(hub, at):
    selected = held(f"{CATALOGUED.hub}{at}")
    assert (selected.only, dict(selected.foreign)) == (("llama-3-8b",), {})
    assert not hub.log


def test_the_repository_of_a_checkpoint_at_another_revision_is_a_model_of_its_own(hub):
    target = f"{CATALOGUED.hub}@main"
    config_alone(hub.root / CATALOGUED.hub, configs.LLAMA_70B)
    selected = held(target)
    assert selected.only == ()
    assert selected.foreign[target].family == "llama"


def test_a_folder_comes_before_the_hub(hub):
    config_alone(Path(REPO), configs.GPT2_TUNE)
    assert held(REPO).foreign["model"].family == "gpt2"
    assert not hub.log


@pytest.mark.parametrize("target", ["no/such/folder", "/no-such-folder", "gpt3", "owner/", "a@b"])
def test_what_is_no_folder_no_repository_and_no_checkpoint_is_refused(hub, target):
    said = refused(target)
    assert said.endswith("Nor is it a folder that is there, or `owner/name[@revision]` on the hub")
    assert not hub.log


def test_a_file_is_no_folder(hub):
    Path("config.json").write_text("{}")
    assert refused("config.json") == "config.json: expected a folder, measured a file"


@pytest.mark.parametrize(
    "about, is_held",
    [
        (llama, True),
        ([*gpt2, *llama], True),
        ([gpt2[0], llama[0]], True),
        (gpt2, False),
        (llama[:2], False),
        (pairs("llama", "gpt2"), False),
    ],
)
def test_only_claims_about_the_family_are_held_against_a_model(hub, about, is_held):
    config_alone(hub.root / REPO, configs.LLAMA_TUNE)
    assert [it.name for it in held(REPO).units(about)] == [REPO] * is_held


def test_a_model_and_checkpoints_stand_side_by_side(hub):
    config_alone(hub.root / REPO, configs.LLAMA_TUNE)
    units = held(REPO, "llama-7b", REPO).units(llama)
    assert [it.name for it in units] == ["llama-7b", REPO]
    assert isinstance(units[1], Unit)
    assert units[1].dated >= date(2024, 12, 6)
