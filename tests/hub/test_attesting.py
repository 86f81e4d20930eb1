"""`claims verify --source hub --attest NAME`, on a hub that has what was recorded, or hasn't."""

import json
import platform
import re
from pathlib import Path

import pytest
from huggingface_hub import constants
from typer.testing import CliRunner

from claims._checkpoints.attestations import file
from claims._checkpoints.attestations.attestation import HUB
from claims._checkpoints.attestations.standing import Standing, standings
from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._core import discovery
from claims._core.discovery import PACKAGE
from claims._surfaces.command_line import app
from claims._surfaces.command_line import attest as attest_module
from tests.hub.server import serving
from tests.hub.true_size import place

# Of these the record has no hash of the hub's own config, so that what is made here can fit it.
NAMES = ("llama-7b", "llama-13b", "llama-3.1-405b")
HEADS = "attention/llama_heads_are_128_wide"
SHAPES = "scale/llama_7b_and_llama_2_7b_have_the_same_shapes"
WHO = "Ada <b>Lovelace</b>"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = tmp_path_factory.mktemp("hub")
    for name in (*NAMES, "llama-2-7b", "llama-3-8b"):
        place(root, name)
    return root


@pytest.fixture
def hub(root, monkeypatch):
    with serving(root) as hub:
        monkeypatch.setattr(constants, "ENDPOINT", hub.url)
        hub.commits |= {it.hub: it.revision for it in catalogue() if it.revision}
        yield hub


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where attestations go, and two claims alone to run: all of them would take minutes."""
    monkeypatch.setattr(file, "FOLDER", tmp_path / "claims" / "attestations")
    few = {it: discovery.load(PACKAGE / f"{it}.py") for it in (HEADS, SHAPES)}
    monkeypatch.setattr(attest_module, "load_all", lambda: few)
    return file.FOLDER


def attest(*names, by=WHO):
    return CliRunner().invoke(app, ["verify", "--source", "hub", "--attest", by, *names])


def written(folder):
    (path,) = folder.iterdir()
    return path


def told_of_the_hub(folder):
    """The same file as somebody would send it who had read the hub."""
    path = written(folder)
    text = path.read_text()
    path.write_text(text.replace(file.load(path).endpoint, HUB))
    (found,) = standings()
    return found


def units(standing, claim):
    return {it.unit: it for it in standing.claim(claim).units}


def test_what_was_read_and_run_is_written_down_and_fits(hub, folder):
    result = attest("llama-7b", "llama-2-7b")
    assert "llama-7b: as recorded" in result.output
    made = told_of_the_hub(folder)
    read = made.checkpoint("llama-7b")
    assert (read.repo, read.revision) == ("huggyllama/llama-7b", hub.commit(read.repo))
    assert [it.name for it in read.files] == [
        "config.json",
        "model.safetensors.index.json",
        "*.safetensors",
    ]
    assert read.requests > 0
    assert made.attestation.environment.libraries.keys() >= {"torch", "transformers"}
    unit = units(made, HEADS)["llama-7b"]
    assert unit.outcome == "passed: config passed, tensors passed"
    assert unit.observed == {"head_width": 128} | unit.observed
    assert made.stale(HEADS, unit) == ""
    assert units(made, SHAPES).keys()


def test_names_restrict_what_is_read_and_run(hub, folder):
    attest("llama-13b")
    made = file.load(written(folder))
    assert [it.id for it in made.checkpoints] == ["llama-13b"]
    assert [(it.id, [unit.unit for unit in it.units]) for it in made.claims] == [
        (HEADS, ["llama-13b"])
    ]
    assert {seen.path.split("/resolve/")[0] for seen in hub.log if "/resolve/" in seen.path} == {
        "/huggyllama/llama-13b"
    }


def test_a_pair_is_run_if_both_were_read_and_names_both(hub, folder):
    attest("llama-7b", "llama-2-7b")
    made = told_of_the_hub(folder)
    (unit,) = made.claim(SHAPES).units
    assert set(unit.behind) == {"llama-7b", "llama-2-7b"}
    # The second's config was written anew: it isn't the recorded one.
    assert "llama-2-7b: it differed from the record in SHA-256" in made.stale(SHAPES, unit)


def test_an_altered_config_is_drift_and_no_result_on_it_counts(hub, folder):
    config = hub.root / "huggyllama/llama-13b/config.json"
    before = config.read_text()
    config.write_text(json.dumps({**json.loads(before), "rms_norm_eps": 1e-3}))
    result = attest("llama-13b", "llama-7b")
    config.write_text(before)
    assert result.exit_code == 1
    made = told_of_the_hub(folder)
    (drift,) = made.checkpoint("llama-13b").drift
    assert (drift.what, drift.there) == ("norm_eps", "0.001")
    found = units(made, HEADS)
    assert "norm_eps" in made.stale(HEADS, found["llama-13b"])
    assert made.stale(HEADS, found["llama-7b"]) == ""


def test_what_the_hub_contradicts_is_told_with_its_difference(hub, folder):
    config = hub.root / "huggyllama/llama-13b/config.json"
    before = config.read_text()
    config.write_text(json.dumps({**json.loads(before), "head_dim": 64}))
    result = attest("llama-13b")
    config.write_text(before)
    assert result.exit_code == 1
    (unit,) = file.load(written(folder)).claims[0].units
    # Its own tensors don't fit that config, so that nothing is measured on it.
    assert unit.outcome == "untested: config untested, tensors untested"
    assert "shape of model.layers.0.self_attn.k_proj.weight: expected" in unit.reason
    assert re.search(r"llama-13b +head_width +128 +64", result.output)
    assert "claims-hub-" not in unit.reason


def test_a_closed_gate_is_told_without_token_path_or_name_of_the_machine(
    hub, folder, monkeypatch, tmp_path
):
    token = "hf_" + "a" * 34
    monkeypatch.setenv("HF_TOKEN", token)
    hub.access.grant(token)
    hub.access.gated[checkpoint("llama-3-8b").hub] = "manual"
    result = attest("llama-3-8b", "llama-7b")
    assert result.exit_code == 2
    text = written(folder).read_text()
    made = file.load(written(folder))
    assert "gated" in made.checkpoints[0].untested
    assert [it.unit for it in made.claims[0].units] == ["llama-7b"]
    for secret in ("hf_a", "/tmp", str(Path.home()), platform.node(), str(tmp_path)):
        assert secret not in text


def test_where_nothing_can_be_read_nothing_is_written(hub, folder):
    hub.access.gated[checkpoint("llama-3-8b").hub] = "manual"
    result = attest("llama-3-8b")
    assert result.exit_code == 2
    assert "no attestation was written" in result.output
    assert not folder.exists()


def test_a_file_that_is_there_is_never_overwritten(hub, folder):
    attest("llama-7b")
    before = written(folder).read_text()
    hub.log.clear()
    result = attest("llama-13b")
    assert result.exit_code == 2
    assert "is there already: delete or rename it" in result.output
    assert written(folder).read_text() == before
    assert not hub.log


def test_what_was_read_elsewhere_says_so_and_is_not_of_the_hub(hub, folder):
    result = attest("llama-7b")
    assert f"{hub.url} isn't the hub" in result.output
    (made,) = standings()
    assert made.attestation.endpoint == hub.url
    assert not made.attestation.of_the_hub
    assert made.where == f"from {hub.url} (not the hub)"


@pytest.mark.parametrize("by", ["", "  ", "a\nb", "a\x1b[31mb", "a\u202eb", "a" * 81, "a\x00"])
def test_a_name_that_cannot_be_shown_is_refused_before_anything_is_read(hub, folder, by):
    result = attest("llama-7b", by=by)
    assert result.exit_code == 2
    assert "the name of an attestation: expected 1 to 80 characters" in result.output
    assert "\x1b" not in result.output
    assert not hub.log
    assert not folder.exists()


def test_a_name_that_is_a_path_stays_in_its_folder(hub, folder):
    attest("llama-7b", by="../../etc/<script>")
    path = written(folder)
    assert path.parent == folder
    assert path.name.endswith("-etc-script.toml")
    assert file.load(path).by == "../../etc/<script>"


def test_attesting_goes_with_the_hub_alone(folder):
    result = CliRunner().invoke(app, ["verify", "--attest", "Ada"])
    assert result.exit_code == 2
    assert "--source hub" in result.output


def test_a_claim_that_changed_is_stale_and_the_others_are_not(hub, folder, monkeypatch, tmp_path):
    from claims._checkpoints.attestations import fitting

    attest("llama-7b", "llama-2-7b")
    made = told_of_the_hub(folder)
    assert made.changed == frozenset()
    for name in (HEADS, SHAPES):
        copy = tmp_path / f"{name}.py"
        copy.parent.mkdir()
        copy.write_text((PACKAGE / f"{name}.py").read_text())
    monkeypatch.setattr(fitting, "PACKAGE", tmp_path)
    assert Standing.of(made.attestation).changed == frozenset()
    changed = tmp_path / f"{HEADS}.py"
    changed.write_text(changed.read_text() + "\n")
    now = Standing.of(made.attestation)
    assert now.changed == {HEADS}
    assert now.stale(HEADS, now.claim(HEADS).units[0]) == "the claim has changed since"
    changed.unlink()
    assert Standing.of(made.attestation).changed == {HEADS}


def test_a_checkpoint_that_is_named_twice_is_attested_once(hub, folder):
    result = attest("llama-7b", "llama-7b", checkpoint("llama-7b").hub)
    assert result.exit_code == 0, result.output
    assert [it.id for it in file.load(written(folder)).checkpoints] == ["llama-7b"]
