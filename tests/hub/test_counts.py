"""What was read from the hub is counted, told, exported, and added up over processes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from huggingface_hub import constants
from typer.testing import CliRunner

from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.hub.answer import TRIES
from claims._checkpoints.hub.fetching import stretch
from claims._checkpoints.hub.place import Place
from claims._checkpoints.hub.took import Counter, Took
from claims._core.discovery import PACKAGE, load
from claims._core.errors import Refused
from claims._surfaces.command_line import app, export, record
from claims._views.took import joined, total_line
from tests.hub.body_faults import Cut
from tests.hub.conftest import TINY
from tests.hub.server import serving
from tests.hub.true_size import place
from tests.surfaces.junit import properties_of

HEADS = "claims/attention/llama_heads_are_128_wide.py"
LISTED = "claims/scale/listed_bytes_add_up.py"
# It is seen to pass on nothing but its unit, one half of which isn't here.
SAME = "claims/scale/llama_3_and_3_1_8b_share_one_index.py"
READ, GATED = ("llama-7b", "llama-3.2-1b"), "llama-3-8b"
SCHEMA = json.loads((PACKAGE.parent / "docs/claims.schema.json").read_text())


@pytest.fixture
def three(tmp_path, monkeypatch):
    """Three checkpoints, one of them behind a gate."""
    names = (*READ, GATED)
    for name in names:
        place(tmp_path / "hub", name)
    with serving(tmp_path / "hub") as hub:
        for name in names:
            it = checkpoint(name)
            hub.revisions[it.hub] = {it.revision} if it.revision else set()
        hub.access.gated[checkpoint(GATED).hub] = "manual"
        monkeypatch.setattr(constants, "ENDPOINT", hub.url)
        yield hub


def answered(hub):
    """What the server was asked for and what it sent, without its redirects."""
    asked = [it for it in hub.log if "/resolve/" in it.path]
    sent = sum(it.sent for it in hub.log if it.status in (200, 206) and "-harness" not in it.path)
    return f"{len(asked)} requests, {sent:,} bytes read"


def run(hub, *arguments):
    """Run claims on the three checkpoints in a process that is told where the hub is."""
    chosen = [f"--checkpoint={it}" for it in (*READ, GATED)]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--source", "hub"]
    return subprocess.run(
        [*command, *chosen, *arguments],
        env={**os.environ, "HF_ENDPOINT": hub.url},
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def test_a_run_of_claims_tells_what_it_read(three):
    said = run(three, HEADS)
    assert f"hub: {answered(three)} for 3 checkpoints" in said
    assert "9 requests" in said  # four for each of the two, and one in vain


def test_workers_add_up(three):
    said = run(three, HEADS, LISTED, "-n", "2")
    assert f"hub: {answered(three)} for 3 checkpoints" in said


def test_a_run_on_records_reads_nothing_and_says_nothing_of_it():
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", HEADS]
    ran = subprocess.run(command, cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    assert "hub:" not in ran.stdout


def test_a_units_result_tells_what_its_checkpoint_took(three, tmp_path):
    shown = run(three, HEADS, f"--junit-xml={tmp_path / 'run.xml'}", "-rP")
    properties = properties_of(tmp_path / "run.xml")
    took = [(it["unit"], it["read"]) for it in properties if "read" in it]
    assert dict(took).keys() == {*READ, GATED}
    assert dict(took)["llama-7b"].startswith("4 requests, ")
    assert dict(took)[GATED] == "1 request, 0 bytes read"
    assert f"Captured hub setup ----\n{dict(took)['llama-7b']}" in re.sub("-{4,}", "----", shown)


def test_processes_that_read_the_same_count_both_and_the_checkpoint_once():
    took = joined([{"a": Took(3, 10)}, {}, {"a": Took(4, 10), "b": Took(1, 0)}])
    assert total_line(took) == "hub: 8 requests, 20 bytes read for 2 checkpoints"


def test_verifying_tells_of_each_and_of_all_what_was_read_and_what_in_vain(three):
    result = CliRunner().invoke(app, ["verify", "--source", "hub", *READ, GATED])
    assert re.search(rf"{GATED}: untested: .*gated.*; 1 request, 0 bytes read", result.output)
    assert f"hub: {answered(three)} for 3 checkpoints" in result.output


def test_recording_tells_what_was_read(three, tmp_path, monkeypatch):
    monkeypatch.setattr(record, "RECORDS", tmp_path)
    result = CliRunner().invoke(app, ["record", "--from", "hub", READ[0]])
    took = answered(three)
    assert re.search(f"llama-7b: .* parameters, reconciled: exact; {took}\n", result.output)
    assert f"hub: {took} for 1 checkpoint\n" in result.output


def test_recording_in_vain_tells_what_was_read_and_records_nothing(three, tmp_path, monkeypatch):
    monkeypatch.setattr(record, "RECORDS", tmp_path)
    result = CliRunner().invoke(app, ["record", "--from", "hub", READ[0], GATED])
    assert result.exit_code == 2
    assert f"hub: {answered(three)} for 2 checkpoints" in result.output
    assert not list(tmp_path.glob("*.toml"))


@pytest.mark.parametrize("from_hub", [True, False])
def test_one_that_does_not_add_up_leaves_all_records_as_they_were(
    from_hub, three, tmp_path, monkeypatch
):
    def refused(made):
        if made.id == READ[1]:
            raise Refused(f"{READ[1]}: expected 1 tensor, measured 2")
        return record_reconcile(made)

    record_reconcile = record.reconcile
    monkeypatch.setattr(record, "RECORDS", tmp_path)
    monkeypatch.setattr(record, "reconcile", refused)
    (tmp_path / f"{READ[0]}.toml").write_text("as it was")
    source = "hub" if from_hub else str(three.root)
    result = CliRunner().invoke(app, ["record", "--from", source, *READ])
    assert result.exit_code == 2
    assert "expected 1 tensor, measured 2" in result.stderr
    assert "reconciled" not in result.stdout
    assert {it.name: it.read_text() for it in tmp_path.glob("*.toml")} == {
        f"{READ[0]}.toml": "as it was"
    }


def exported(tmp_path, monkeypatch, *arguments):
    """Export some claims alone: all of them take a while."""
    files = (HEADS, LISTED, SAME)
    known = {it.id: it for it in (load(PACKAGE.parent / name) for name in files)}
    monkeypatch.setattr(export, "load_all", lambda: known)
    result = CliRunner().invoke(app, ["export", "--out", str(tmp_path), *arguments])
    assert result.exit_code == 0, result.output
    table = json.loads((tmp_path / "claims.json").read_text())
    jsonschema.validate(table, SCHEMA)
    return table, result.output


def test_an_export_of_what_the_hub_has_holds_what_reading_it_took(three, tmp_path, monkeypatch):
    table, said = exported(tmp_path / "out", monkeypatch, "--source", "hub")
    assert table["source"] == "hub"
    them = {it["id"]: it for it in table["checkpoints"]}
    assert f"hub: {answered(three)} for 19 checkpoints" in said
    assert them["llama-7b"]["requests"] == 4
    assert sum(it["requests"] for it in them.values()) == int(answered(three).split()[0])
    assert them["llama-7b"]["facts"]["layers"]["value"] == 32
    assert (them[GATED]["requests"], them[GATED]["bytes_read"]) == (1, 0)
    assert (them[GATED]["facts"], them[GATED]["parameters"]) == ({}, None)
    heads = next(it for it in table["claims"] if it["id"].endswith("128_wide"))
    outcomes = {it["unit"]: it["outcome"] for it in heads["outcomes"]}
    assert (outcomes["llama-7b"], outcomes[GATED]) == ("passed", "untested")
    assert all(it["outcome"] == it["expect"] for it in heads["controls"])


def test_an_export_of_the_records_read_nothing(tmp_path, monkeypatch):
    table, said = exported(tmp_path, monkeypatch)
    assert table["source"] == "recorded"
    assert {it["requests"] for it in table["checkpoints"]} == {None}
    assert "hub" not in said


def test_an_export_of_a_folder_leaves_open_what_the_folder_lacks(three, tmp_path, monkeypatch):
    table, _ = exported(tmp_path / "out", monkeypatch, "--source", str(three.root))
    heads, _, same = table["claims"]
    outcomes = {it["unit"]: it["outcome"] for it in heads["outcomes"]}
    assert (outcomes["llama-7b"], outcomes["llama-13b"]) == ("passed", "untested")
    assert (same["verdict"], same["finding"]) == ("unchecked", "")
    assert {it["bytes_read"] for it in table["checkpoints"]} == {None}


def test_nothing_of_another_source_is_kept_for_the_records(three, tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr("claims._core.store.write", written.append)
    exported(tmp_path / "out", monkeypatch, "--source", "hub")
    assert not written


def test_an_unknown_source_of_an_export_is_one_sentence(tmp_path):
    result = CliRunner().invoke(app, ["export", "--out", str(tmp_path), "--source", "nowhere"])
    assert result.exit_code == 2
    assert "no source 'nowhere'" in result.output


def test_of_a_body_that_breaks_off_what_came_is_counted(hub, monkeypatch):
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    hub.faults[f"{TINY}/model.safetensors"] = Cut(after=7)
    counter = Counter()
    with pytest.raises(Refused, match="the connection failed"):
        stretch(Place(TINY, "model.safetensors", "main"), 0, 100, counter)
    assert (counter.took.requests, counter.took.bytes_read) == (TRIES, 7 * TRIES)


@pytest.fixture
def cut(hub, monkeypatch):
    """A hub whose weights file breaks off; gives what reading it takes."""
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    hub.faults[f"{TINY}/model.safetensors"] = Cut(after=7)
    return Took(2 + TRIES, (hub.root / TINY / "config.json").stat().st_size + 7 * TRIES)


def test_inspecting_in_vain_tells_what_was_spent(cut):
    result = CliRunner().invoke(app, ["inspect", TINY])
    assert result.exit_code == 2
    assert result.stderr.endswith(f": try again later; {cut}\n")
    assert result.stdout == ""


def test_in_json_too_and_beside_what_could_be_read(cut):
    result = CliRunner().invoke(app, ["inspect", TINY, "--against", "gpt2", "--json"])
    assert result.exit_code == 2
    failed, read = json.loads(result.stdout)
    assert failed.pop("why") in result.stderr
    spent = {"requests": cut.requests, "bytes_read": cut.bytes_read}
    assert failed == {"target": TINY, "outcome": "untested", **spent}
    assert read["layers"]["value"] == 12


def test_one_that_cannot_be_read_keeps_no_other_from_being_shown(cut):
    result = CliRunner().invoke(app, ["inspect", "gpt2", "--against", TINY])
    assert result.exit_code == 2
    assert "124,439,808" in result.stdout
    assert f"; {cut}\n" in result.stderr


def test_what_the_cache_has_is_no_request(hub, monkeypatch, tmp_path):
    file = tmp_path / "kept"
    file.write_bytes(Path(hub.root / TINY / "config.json").read_bytes())
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    monkeypatch.setattr("huggingface_hub.try_to_load_from_cache", lambda *_, **__: str(file))
    counter = Counter()
    got = stretch(Place(TINY, "config.json", "0" * 40), 0, 9, counter)
    assert got.data == file.read_bytes()[:9]
    assert (counter.took.requests, counter.took.bytes_read) == (0, 0)
