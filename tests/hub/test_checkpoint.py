"""`pytest claims/ --checkpoint owner/name`: what is printed of a model of one's own."""

import os
import re
import subprocess
import sys

import pytest

from claims._checkpoints.catalogue import checkpoint
from claims._core.discovery import PACKAGE
from tests.hub import configs
from tests.hub.server import serving
from tests.hub.true_size import from_config, place

BIASES = "claims/architecture/llama_has_no_biases.py"
ROTARY = "claims/position_encoding/llama_positions_are_rotary.py"
FUSED = "claims/attention/gpt2_fuses_query_key_and_value.py"
ONE = "claims/scale/gpt2_117m_and_124m_are_one_checkpoint.py"
LEARNED = "claims/position_encoding/gpt2_positions_are_added_to_embeddings.py"
LINEAR = "claims/attention/llama_attention_is_linear.py"
BASE = "claims/position_encoding/llama_rope_base_is_10_000.py"
LISTED = "claims/scale/listed_bytes_add_up.py"
MODELS = {
    "owner/tune": configs.LLAMA_TUNE,
    "owner/mistral": configs.MISTRAL,
    "owner/qwen2": configs.QWEN2,
    "owner/distil": configs.GPT2_TUNE,
    "owner/own": configs.LLAMA_TUNE | {"auto_map": {"AutoModelForCausalLM": "own.Own"}},
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    root = tmp_path_factory.mktemp("hub")
    for repo, config in MODELS.items():
        from_config(config, root / repo)
    place(root, "gpt2")
    with serving(root) as hub:
        hub.revisions[checkpoint("gpt2").hub] = {checkpoint("gpt2").revision or "main"}
        yield hub


def run(hub, *arguments, width=200):
    """Run claims in a process that is told where the hub is as any user would tell it."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        env={**os.environ, "HF_ENDPOINT": hub.url, "COLUMNS": str(width)},
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def section(ran, name):
    """The lines below a model's own heading."""
    lines = ran.stdout.splitlines()
    first = next(at for at, it in enumerate(lines) if it.strip("= ") == name and "=" in it)
    rest = [it for it in lines[first + 1 :] if it]
    ends = [
        at for at, it in enumerate(rest) if it.startswith("===") or re.search(r" in [\d.]+s", it)
    ]
    return rest[: ends[0]]


def test_what_holds_and_what_differs_is_told_of_each_model(hub):
    targets = [f"--checkpoint={it}" for it in ("owner/tune", "owner/qwen2", "owner/mistral")]
    ran = run(hub, BIASES, ROTARY, LEARNED, LINEAR, BASE, LISTED, *targets)
    assert ran.returncode == 1, ran.stdout
    assert "Traceback" not in ran.stdout
    assert "\x1b" not in ran.stdout
    said = "owner/qwen2: differs from its family: that came out passed, it failed; observed"
    assert f"architecture/llama_has_no_biases, {said}" in ran.stdout
    assert ran.stdout.count("FAILED claims/") == 1
    tune, qwen2, mistral = (
        section(ran, it) for it in ("owner/tune", "owner/qwen2", "owner/mistral")
    )
    assert tune[0] == (
        "claims about llama held against it: 5; as all of its family 4, as some of it 1"
    )
    assert tune[1].startswith("a LlamaForCausalLM, 1,100,048,384 parameters; 4 requests, ")
    assert "differs from its family" not in tune
    at = qwen2.index("differs from its family")
    assert qwen2[at + 1 : at + 3] == [
        "  failed        LLaMA has no biases, in its matrices or in its norms.",
        "                architecture/llama_has_no_biases: stored biases: 84, biases: in some, "
        "biased: 6 (code, config, tensors, behaviour)",
    ]
    assert mistral[2] == (
        "a window of 4,096 is in its config: none of llama has any, and no claim is about it"
    )
    assert "  cantTell      LLaMA uses linear attention." in mistral
    assert any("a window of 4096 tokens is longer than" in it for it in mistral)


def test_a_gpt2_is_held_against_gpt2_alone(hub):
    ran = run(hub, LEARNED, ROTARY, "-vv", "--checkpoint", "owner/distil")
    assert ran.returncode == 0, ran.stdout
    assert "gpt2_positions_are_added_to_embeddings.py::owner/distil PASSED" in ran.stdout
    # Nor are the controls of a claim run that isn't about it.
    assert "llama_positions_are_rotary" not in ran.stdout
    assert section(ran, "owner/distil")[0].startswith(
        "claims about gpt2 held against it: 1; as all"
    )


def test_workers_tell_the_same(hub):
    ran = run(hub, BIASES, BASE, "-n", "2", "--checkpoint", "owner/tune", "--evidence", "tensors")
    assert ran.returncode == 0, ran.stdout
    assert "stored biases: 0" in "".join(section(ran, "owner/tune"))


def test_code_of_its_author_is_named_and_lines_are_as_wide_as_the_terminal(hub):
    evidence = ("--evidence", "config,tensors")
    ran = run(hub, BIASES, "--checkpoint", "owner/own", *evidence, width=60)
    told = section(ran, "owner/own")
    assert "code of its author comes with it and was not run" in " ".join(told)
    assert max(map(len, told)) <= 60


def test_nothing_to_hold_is_said(hub):
    ran = run(hub, LEARNED, "--checkpoint", "owner/tune")
    assert ran.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert section(ran, "owner/tune")[0] == "no claim was run on it"


def test_a_repository_that_is_not_there_is_a_usage_error(hub):
    ran = run(hub, BIASES, "--checkpoint", "owner/none")
    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    (line,) = [it for it in ran.stderr.splitlines() if it]
    assert line.startswith("ERROR: owner/none/config.json: expected the file, got 401: no such")
    assert line.endswith("; nor is there a folder owner/none")


def test_a_checkpoint_of_the_catalogue_may_be_read_from_the_hub(hub):
    ran = run(hub, LISTED, "--source", "hub", "--checkpoint", "gpt2", "-vv")
    assert ran.returncode == 0, ran.stdout
    assert "listed_bytes_add_up.py::gpt2 PASSED" in ran.stdout
    assert "::gpt2-medium" not in ran.stdout


# What the authors published besides isn't on this hub, and the one claim of it by name rests on it.
@pytest.mark.parametrize(
    ("source", "workers", "by_name"), [("recorded", "0", "by name 1"), ("hub", "2", "not told 1")]
)
def test_a_checkpoint_of_the_catalogue_has_a_section_as_any_other(source, workers, by_name, hub):
    target = f"{checkpoint('gpt2').hub}@{checkpoint('gpt2').revision}"
    options = ("--source", source, "--checkpoint", target, "-n", workers)
    ran = run(hub, ROTARY, FUSED, LISTED, ONE, *options, "--evidence", "config,tensors")
    assert ran.returncode == 0, ran.stdout
    told = section(ran, "gpt2")
    assert told[0] == f"claims about gpt2 held against it: 3; as all of its family 2, {by_name}"
    assert told[1].startswith("a GPT2LMHeadModel, 124,439,808 parameters")
    # Workers may both have read it.
    assert bool(re.search(r"; [48] requests, ", told[1])) == (source == "hub")
    assert ("said of some checkpoints by name" in told) == (source == "recorded")


def test_a_checkpoint_of_the_catalogue_that_cannot_be_read_says_why(hub):
    ran = run(hub, LEARNED, "--source", "hub", "--checkpoint", "gpt2-xl")
    (why,) = section(ran, "gpt2-xl")
    unread = f"could not be read, so all is untested: {checkpoint('gpt2-xl').hub}/config.json: "
    assert why.startswith(unread)


def test_what_cannot_be_read_does_not_keep_the_rest_from_being_held(hub):
    ran = run(hub, BIASES, "--checkpoint", "owner/none", "--checkpoint", "owner/tune")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert section(ran, "owner/tune")[0].startswith("claims about llama held against it: 1; as all")
    (why,) = section(ran, "owner/none")
    assert why.startswith("could not be read, so all is untested: owner/none/config.json: ")
    assert re.search(
        r"SKIPPED \[1\] .*: owner/none/config.json: expected the file, got 401", ran.stdout
    )


def test_where_nothing_can_be_read_all_reasons_are_one_usage_error(hub):
    ran = run(hub, BIASES, "--checkpoint", "owner/none", "--checkpoint", "owner/nor")
    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    (line,) = [it for it in ran.stderr.splitlines() if it]
    assert line.startswith("ERROR: owner/none/config.json: expected the file")
    assert "; owner/nor/config.json: expected the file" in line


@pytest.mark.parametrize("option", ["--checkpoint", "--source"])
def test_a_name_that_is_too_long_is_a_usage_error(hub, option):
    ran = run(hub, BIASES, option, "a" * 5000)
    assert ran.returncode == pytest.ExitCode.USAGE_ERROR
    (line,) = [it for it in ran.stderr.splitlines() if it]
    assert len(line) < 400
