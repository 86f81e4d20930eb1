"""What a config says reaches a terminal by no way of its own."""

import json

import pytest
from typer.testing import CliRunner

from claims._core.visible import visible
from claims._surfaces.command_line import app
from tests.hub.bad_files import hostile_tensor

STEERING = "\x1b]0;title\x07\x1b[31m"
LLAMA = {
    "model_type": "llama",
    "architectures": ["LlamaForCausalLM"],
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "vocab_size": 128,
}
STATED = {
    "a kind of rotation": {"rope_scaling": {"rope_type": STEERING, "factor": 2.0}},
    "an activation": {"hidden_act": STEERING},
    "a precision": {"torch_dtype": STEERING},
    "a key": {STEERING: 1},
    "a kind of attention": {"attn_implementation": STEERING},
}


@pytest.mark.parametrize("kind", STATED)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_what_steers_a_terminal_is_spelled_out(kind, form, tmp_path, capfd):
    (tmp_path / "config.json").write_text(json.dumps({**LLAMA, **STATED[kind]}))
    result = CliRunner().invoke(app, ["inspect", str(tmp_path), *form])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    beside = capfd.readouterr()
    for text in (result.output, beside.out, beside.err):
        assert text == visible(text)


@pytest.mark.parametrize("name", ["\x9b31m", "\u202ereversed", "\U000e0041"])
def test_a_tensor_of_such_a_name_is_escaped_in_json(name, tmp_path):
    folder = str(hostile_tensor(tmp_path / "model", name))
    result = CliRunner().invoke(app, ["inspect", folder, "--json"])
    assert result.exit_code == 0
    assert result.output.isascii()
    assert name in json.dumps(json.loads(result.output), ensure_ascii=False)


def test_pickles_beside_a_config_are_refused(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps(LLAMA))
    assert CliRunner().invoke(app, ["inspect", str(tmp_path)]).exit_code == 0
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x04never to be loaded.")
    result = CliRunner().invoke(app, ["inspect", str(tmp_path)])
    assert result.exit_code == 2
    assert "a pickle, which is never opened" in result.output
