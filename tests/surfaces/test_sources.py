"""`--source FOLDER` and `--checkpoint FOLDER`: the same claims on published files of one's own."""

import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from transformers import GPT2Config, GPT2LMHeadModel

from tests.checkpoints.made_up import tiny_llama, tiny_llama_folder
from tests.hub.true_size import place
from tests.surfaces.test_pytest_plugin import run

CLAIMS = Path(__file__).parents[2] / "claims"
SINUSOIDS = str(CLAIMS / "position_encoding" / "gpt2_positions_are_fixed_sinusoids.py")
ROTARY = str(CLAIMS / "position_encoding" / "llama_positions_are_rotary.py")
AUTHORS = str(CLAIMS / "scale" / "gpt2_117m_and_124m_are_one_checkpoint.py")
ROWS = str(CLAIMS / "position_encoding" / "each_gpt2_position_has_a_row_in_use.py")
BASE = str(CLAIMS / "position_encoding" / "llama_rope_base_is_10_000.py")
# Only the real weights have these.
AS_LISTED = """
from claims._checkpoints.weights.subject import Weights
Weights.checksums = lambda it: it.listed_checksums.items()
"""
GPT2 = {
    "architectures": ["GPT2LMHeadModel"],
    "model_type": "gpt2",
    "activation_function": "gelu_new",
    "layer_norm_epsilon": 1e-5,
    "n_embd": 16,
    "n_head": 2,
    "n_layer": 2,
    "n_positions": 96,
    "vocab_size": 64,
}
LLAMA = {
    "architectures": ["LlamaForCausalLM"],
    "model_type": "llama",
    "hidden_size": 64,
    "intermediate_size": 172,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "vocab_size": 320,
    "max_position_embeddings": 512,
    "hidden_act": "silu",
    "rms_norm_eps": 1e-5,
    "rope_theta": 12345.0,
    "tie_word_embeddings": False,
    "torch_dtype": "bfloat16",
}


def sinusoids(rows, width):
    angles = np.arange(rows)[:, None] / 10000 ** (np.arange(width // 2)[None] * 2 / width)
    return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)


def gpt2_folder(folder, table):
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps(GPT2))
    model = GPT2LMHeadModel(GPT2Config(**GPT2))
    stored = {name: it.numpy() for name, it in model.transformer.state_dict().items()}
    save_file(stored | {"wpe.weight": table}, folder / "model.safetensors")
    return folder


def test_real_weights_that_are_at_hand_are_read_and_agree(pytester):
    learned = np.random.default_rng(0).normal(size=(96, 16)).astype(np.float32)
    gpt2_folder(pytester.path / "openai-community" / "gpt2", learned)
    arguments = ("--source", ".", "--checkpoint", "gpt2", "--evidence", "weights")
    run(pytester, SINUSOIDS, *arguments).assert_outcomes(passed=1)


def test_real_weights_that_contradict_what_is_published_are_red(pytester):
    gpt2_folder(pytester.path / "openai-community" / "gpt2", sinusoids(96, 16))
    arguments = ("--source", ".", "--checkpoint", "gpt2", "--evidence", "weights")
    result = run(pytester, SINUSOIDS, *arguments)
    result.assert_outcomes(failed=1)
    said = "*by weights: expected failed, as weaker evidence has it, measured passed*"
    result.stdout.fnmatch_lines([said, "if . has it as published: attest it*"])
    # That would run on the recorded facts, which have no weights.
    result.stdout.no_fnmatch_line("*claims accept*")


def test_weights_that_tell_nothing_are_red_with_the_reason(pytester):
    gpt2_folder(pytester.path / "openai-community" / "gpt2", np.zeros((96, 16), np.float32))
    arguments = ("--source", ".", "--checkpoint", "gpt2", "--evidence", "weights")
    result = run(pytester, SINUSOIDS, *arguments)
    result.stdout.fnmatch_lines(["*measured cantTell; a table of nothing but zeros*"])


def test_what_a_folder_lacks_is_skipped_with_what_would_bring_it(pytester):
    result = run(pytester, ROTARY, "--source", ".", "--checkpoint", "llama-3-8b", "-rs")
    result.assert_outcomes(skipped=1, passed=7)
    result.stdout.fnmatch_lines(["*no published file of llama-3-8b*would bring it*"])


def test_a_model_of_ones_own_is_held_against_its_familys_claims(pytester):
    folder = pytester.mkdir("my-llama")
    (folder / "config.json").write_text(json.dumps(LLAMA))
    result = run(pytester, ROTARY, "--checkpoint", "my-llama", "-v", "--evidence", "behaviour")
    result.stdout.fnmatch_lines(["*::my-llama PASSED*"])
    assert "llama-3-8b" not in result.stdout.str().replace("control[llama-3-8b", "")


def test_a_model_of_ones_own_is_compared_by_its_outcome_alone(pytester):
    folder = tiny_llama_folder(pytester.path / "my-llama")
    result = run(pytester, ROTARY, "--checkpoint", folder.name, "-v")
    result.stdout.fnmatch_lines(["*::my-llama PASSED*"])
    assert "accept" not in result.stdout.str()


def test_a_model_that_its_config_does_not_account_for_is_refused(pytester):
    folder = tiny_llama_folder(pytester.path / "my-llama", tiny_llama()[1:])
    result = run(pytester, ROTARY, "--checkpoint", folder.name)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "lm_head.weight" in result.stderr.str()
    assert "Traceback" not in result.stderr.str()


@pytest.mark.parametrize("names", [["a/m", "b/m"], ["gpt2"]])
def test_two_checkpoints_of_one_name_are_refused(pytester, names):
    folders = [tiny_llama_folder(pytester.path / name) for name in names]
    options = [f"--checkpoint={it.relative_to(pytester.path)}" for it in folders]
    result = run(pytester, ROTARY, *options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "is there already: rename it" in result.stderr.str()


def test_a_checkpoint_may_be_named_as_on_the_hub(pytester):
    options = ("--checkpoint", "meta-llama/Meta-Llama-3-8B", "--evidence", "behaviour", "-v")
    result = run(pytester, ROTARY, *options)
    result.stdout.fnmatch_lines(["*::llama-3-8b PASSED*"])


def test_a_model_of_another_family_is_no_unit(pytester):
    folder = pytester.mkdir("my-llama")
    (folder / "config.json").write_text(json.dumps(LLAMA))
    result = run(pytester, SINUSOIDS, "--checkpoint", "my-llama", "-v")
    assert "::my-llama" not in result.stdout.str()


@pytest.mark.parametrize(
    "text, said",
    [("{", "config.json"), ('{"model_type": "mamba"}', "mamba"), ("[]", "config.json")],
)
def test_a_folder_that_cannot_be_read_is_a_usage_error(pytester, text, said):
    folder = pytester.mkdir("my-llama")
    (folder / "config.json").write_text(text)
    result = run(pytester, ROTARY, "--checkpoint", "my-llama")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert said in result.stderr.str()
    assert "Traceback" not in result.stderr.str()


def test_a_folder_that_turns_out_unreadable_is_an_error_that_names_the_file(pytester):
    folder = pytester.path / "meta-llama" / "Meta-Llama-3-8B"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{")
    result = run(pytester, f"{ROTARY}::llama-3-8b", "--source", ".")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["meta-llama/Meta-Llama-3-8B/config.json: *expected JSON*"])
    assert "During handling" not in result.stdout.str()
    assert sum(it.startswith("meta-llama/") for it in result.outlines) == 1
    assert "Traceback" not in result.stdout.str()


# Of the tensors' evidence the three controls are run.
@pytest.mark.parametrize("levels, passed", [("weights", 1), ("tensors,weights", 4)])
def test_what_only_the_authors_files_say_is_not_held_against_a_folder_of_weights(
    levels, passed, pytester
):
    pytester.makepyfile(as_listed=AS_LISTED)
    place(pytester.path, "gpt2")
    arguments = ("-p", "as_listed", "--source", ".", "--checkpoint", "gpt2")
    run(pytester, AUTHORS, *arguments, "--evidence", levels).assert_outcomes(passed=passed)


def test_one_models_own_folder_is_held_as_the_checkpoint_that_it_can_be(pytester):
    own = pytester.path / place(pytester.path, "gpt2")
    result = run(
        pytester, AUTHORS, ROWS, BASE, "--source", str(own), "--evidence", "weights", "-rs"
    )
    # Its numbers are nought, so that both claims about GPT-2 are red.
    result.assert_outcomes(failed=2, skipped=18)
    other = r"* holds one model, which is not gpt2-xl: layers: expected 48, measured 12*"
    result.stdout.fnmatch_lines([other, "*not llama-7b: architecture: expected LlamaForCausalLM*"])


COUNTED = """
from pathlib import Path

from claims import Config, Observed, Weights, checkpoint, claim, gpt2, reads


@claim(
    statement="GPT-2 has 12 layers.",
    about=gpt2[:1],
    finding="It has {{layers:range}} layers.",
    controls=[checkpoint("llama-7b", expect="failed")],
    sources=["gpt2-report"],
)
def counted_{n}(model: Config) -> Observed:
    return Observed(model.fact("layers") == 12, layers=model.fact("layers"))


@counted_{n}.also
@reads(r"wpe\\.weight")
def stored_values(weights: Weights) -> Observed:
    weights.only()
    with Path("ran").open("a") as file:
        file.write("{n}\\n")
    return Observed(True)
"""


def counted(pytester):
    """A house of claims that count how often they read weights, and weights for them."""
    section = pytester.mkdir("claims") / "depth"
    section.mkdir()
    for n in (1, 2):
        (section / f"counted_{n}.py").write_text(COUNTED.format(n=n))
    gpt2_folder(pytester.path / "at" / "openai-community" / "gpt2", sinusoids(96, 16))


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "two workers"])
def test_weights_are_read_once_however_many_workers_collect(pytester, options):
    counted(pytester)
    result = run(pytester, "claims", "--source", "at", "--evidence", "config,weights", *options)
    result.assert_outcomes(passed=4)
    assert sorted((pytester.path / "ran").read_text().split()) == ["1", "2"]


def test_collecting_alone_reads_no_weights(pytester):
    counted(pytester)
    options = ("--source", "at", "--evidence", "config,weights", "--collect-only")
    result = run(pytester, "claims", *options)
    assert result.ret == pytest.ExitCode.OK
    assert not (pytester.path / "ran").exists()
    assert "weights: reading" not in result.stdout.str()
