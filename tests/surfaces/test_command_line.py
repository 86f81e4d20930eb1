"""`claims` on the command line: what it prints, what it writes, and how it refuses."""

import json
import re
import subprocess
import sys
from collections import Counter

import pytest
from typer.testing import CliRunner

from claims._checkpoints.source import RECORDS
from claims._core import published, store
from claims._core.discovery import PACKAGE, claim_files, claim_ids
from claims._surfaces.command_line import app
from tests.checkpoints.made_up import tiny_llama_folder
from tests.checkpoints.test_records import PARAMETERS

ROTARY = "position_encoding/llama_positions_are_rotary"


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def test_the_list_has_every_claim_with_its_published_verdict():
    result = run("list")
    assert result.exit_code == 0
    assert re.search(rf"{ROTARY} +confirmed", result.output)


def test_one_claim_is_shown_with_its_controls():
    result = run("show", ROTARY)
    assert result.output.startswith(f"claim {ROTARY}\n")
    assert "control bloom: expected failed, measured failed" in result.output


def test_verifying_a_page_runs_the_claims_that_it_names():
    result = run("verify", "docs/position_encoding.ipynb")
    assert result.exit_code == 0
    assert result.output == "10 claims, 0 differences from what was published\n"


@pytest.mark.parametrize("names, asked", [([], True), ([ROTARY], False)])
def test_verifying_all_keeps_the_results_of_the_claims_that_are_there(monkeypatch, names, asked):
    kept = []
    monkeypatch.setattr(store, "keep_only", kept.append)
    assert run("verify", *names).exit_code == 0
    assert kept == [claim_ids(PACKAGE)] * asked


def test_a_difference_from_what_was_published_is_named_and_fails(tmp_path, monkeypatch):
    changed = published.FILE.read_text().replace('verdict = "confirmed"', 'verdict = "refuted"')
    monkeypatch.setattr(published, "FILE", tmp_path / "published.toml")
    published.FILE.write_text(changed)
    monkeypatch.setattr(published.read, "__defaults__", (published.FILE,))
    result = run("verify", ROTARY)
    assert result.exit_code == 1
    assert f"{ROTARY}: verdict: expected refuted, measured confirmed" in result.output


def test_accepting_publishes_what_was_measured_and_twice_changes_nothing(tmp_path, monkeypatch):
    before = published.FILE.read_text()
    monkeypatch.setattr(published, "FILE", tmp_path / "published.toml")
    monkeypatch.setattr(published.read, "__defaults__", (published.FILE,))
    every = len(claim_files())
    assert run("accept").output.startswith(f"{every} of {every} changed: ")
    assert published.FILE.read_text() == before
    assert run("accept").output == f"0 of {every} changed: none\n"


def test_export_has_every_claim_and_every_checkpoint_with_its_count(tmp_path):
    result = run("export", "--out", str(tmp_path))
    assert result.output == f"{len(claim_files())} claims, 19 checkpoints\n"
    exported = json.loads((tmp_path / "claims.json").read_text())
    assert {it["id"]: it["parameters"] for it in exported["checkpoints"]} == PARAMETERS
    verdicts = {it["verdict"] for it in exported["claims"]}
    assert verdicts == {"confirmed", "refuted", "partly", "outdated", "undecidable"}


def test_export_has_all_51_statements_of_the_source_31_of_the_field_and_8_of_folklore(tmp_path):
    run("export", "--out", str(tmp_path))
    claims = json.loads((tmp_path / "claims.json").read_text())["claims"]
    counts = Counter(origin for it in claims for origin in it["origin"])
    assert counts == {"source": 51, "field": 31, "folklore": 8}
    assert all(it["verdict"] != "unchecked" for it in claims)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["show", "nope"], "unknown claim 'nope'; `claims list` shows all 87"),
        (["verify", "nope/nope"], "unknown claim 'nope/nope'"),
        (["verify", "nope.ipynb"], "No such file"),
        (["record", "gpt3", "--from", "."], "no checkpoint 'gpt3' in the catalogue"),
        (["record", "gpt2", "--from", "/nowhere"], "expected published files such as config.json"),
        (["refresh", "nope.ipynb"], "No such file"),
    ],
)
def test_what_a_user_got_wrong_is_one_sentence_and_exit_code_2(arguments, said):
    ran = subprocess.run(
        [sys.executable, "-m", "claims._surfaces.command_line", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_a_page_that_names_an_unknown_claim_is_refused_by_its_line(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# A page\n\nIt [holds](claim:position_encoding/no_such_claim).\n")
    result = run("verify", str(page))
    assert result.exit_code == 2
    assert "page.md:3: the page names unknown claim" in result.output


def test_a_record_is_made_from_a_folder_and_twice_is_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("claims._surfaces.command_line.record.RECORDS", tmp_path)
    folder = tiny_llama_folder(tmp_path / "tiny")
    assert run("record", "llama-2-7b", "--from", str(folder)).exit_code == 0
    first = (tmp_path / "llama-2-7b.toml").read_bytes()
    hub = "meta-llama/Llama-2-7b-hf@01c7f73d"
    assert run("record", hub, "--from", str(folder)).exit_code == 0
    assert (tmp_path / "llama-2-7b.toml").read_bytes() == first


def test_a_folder_of_one_model_is_one_record(tmp_path):
    folder = tiny_llama_folder(tmp_path / "tiny")
    for targets in ([], ["llama-2-7b", "llama-2-13b"]):
        result = run("record", *targets, "--from", str(folder))
        assert result.exit_code == 2
        assert "holds one model: name the one TARGET" in result.output.replace("\n", " ")


def test_what_a_file_puts_into_a_message_cannot_steer_the_terminal(tmp_path):
    folder = tiny_llama_folder(tmp_path / "tiny")
    (folder / "config.json").write_text('{"model_type": "\\u001b[31mred"}')
    result = run("record", "llama-2-7b", "--from", str(folder))
    assert result.exit_code == 2
    assert "\x1b" not in result.output


def test_a_record_that_cannot_be_made_leaves_the_old_one_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("claims._surfaces.command_line.record.RECORDS", tmp_path)
    (tmp_path / "llama-2-7b.toml").write_bytes((RECORDS / "llama-2-7b.toml").read_bytes())
    folder = tiny_llama_folder(tmp_path / "tiny")
    weights = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(weights[: len(weights) // 2])
    result = run("record", "llama-2-7b", "--from", str(folder))
    assert result.exit_code == 2
    assert "model.safetensors" in result.output
    assert (tmp_path / "llama-2-7b.toml").read_text() == (RECORDS / "llama-2-7b.toml").read_text()


def test_inspecting_a_checkpoint_tells_each_property_and_what_decided_it():
    result = run("inspect", "llama-3.1-8b", "--json")
    assert result.exit_code == 0
    found = json.loads(result.output)
    assert found["parameters"] == {"value": 8030261248, "evidence": "tensors"}
    assert found["attention"] == {"value": "grouped-query", "evidence": "behaviour"}
    assert found["rope_scaling"]["value"]["rope_type"] == "llama3"
    assert (found["requests"], found["bytes_read"] > 0) == (0, True)


def test_models_side_by_side_have_their_differences_marked():
    result = run("inspect", "gpt2", "--against", "llama-7b", "--against", "gpt2-xl")
    assert result.exit_code == 0
    lines = {line.split()[0]: line for line in result.output.splitlines()[:-4]}
    assert "≠" in lines["activation"]
    assert "≠" not in lines["causal"]
    assert "\x1b" not in result.output
    sides = json.loads(run("inspect", "gpt2", "--against", "llama-7b", "--json").output)
    assert [it["activation"]["value"] for it in sides] == ["gelu-tanh", "silu"]


@pytest.mark.parametrize("target", ["nonesuch", "."])
def test_what_cannot_be_inspected_is_one_sentence_and_exit_code_2(target):
    result = run("inspect", target)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_config_cannot_steer_the_terminal(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "\\u001b[2Jx"}', "utf-8")
    result = run("inspect", str(tmp_path))
    assert result.exit_code == 2
    assert "\x1b" not in result.output
