"""The subject of a check on running weights: what it says with them, and without."""

import json
import shutil
import subprocess
import sys
from math import nan

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoConfig

from claims._checkpoints.selection import recorded, select
from claims._checkpoints.source import Recorded
from claims._checkpoints.weights.announcing import announced
from claims._core.control import Change
from claims._core.discovery import load_all
from claims._core.errors import Refused
from claims._core.observed import CantTell, Inapplicable, Untested
from claims._core.run import Run
from claims._core.words import Evidence
from claims._probes.models.reconcile import reconcile
from claims._running import counterfactuals, running, streaming, text
from claims._running.alternative import alternative, alternatives
from claims._running.comparison import Comparison, compared
from claims._running.cost import attesting_cost, running_cost
from claims._running.running import Running
from claims._running.streaming import streamed
from claims._stand_ins.shape import STAND_INS
from tests.running.stand_ins import folder
from tests.weights.here import in_folder

NORM = "model.norm.weight"


def of(path):
    selection = select("recorded", [str(path)], reconcile, lambda _: None)
    (unit,) = (it for it in selection.units(_about(path)) if it.name == path.name)
    return Running.of(unit, selection, Change())


def _about(path):
    from claims import gpt2, llama

    return gpt2 if "gpt2" in path.name else llama


def test_without_weights_it_says_what_would_run_them_and_what_that_reads():
    from claims import gpt2

    with pytest.raises(Untested, match="`--evidence weights --source FOLDER` does it") as untested:
        Running.of(gpt2[0], recorded(), Change()).tried("relu")
    parameters, tables, norm = 124_439_808, (50_257 + 1_024) * 768, 2 * 768
    assert untested.value.cost_bytes == 4 * (parameters + tables + norm)


def test_an_untied_head_is_read_once():
    record = Recorded().record("llama-3-8b")
    assert running_cost(record) == 2 * (8_030_261_248 + 4_096)


def test_numbers_are_as_wide_as_what_is_stored_where_no_config_says():
    assert running_cost(Recorded().record("llama-7b")) == 2 * (6_738_415_616 + 4_096)


def test_attesting_reads_a_run_the_slices_and_every_file():
    record = Recorded().record("gpt2")
    claim = load_all()["scale/gpt2_117m_and_124m_are_one_checkpoint"]
    slices, files = 497_759_232, 548_090_880
    assert attesting_cost(record, [claim]) == running_cost(record) + slices + files
    assert attesting_cost(record, []) == running_cost(record) + files


@pytest.mark.parametrize("name", STAND_INS)
def test_what_it_is_said_to_read_is_what_it_reads(name, monkeypatch):
    model = of(folder(name))
    stored, config = in_folder(folder(name)), AutoConfig.from_pretrained(folder(name))
    # However much text there is, and however little of it stays in memory.
    monkeypatch.setattr(streaming, "LOGITS", 1)
    streamed(config, stored, torch.zeros(5, 4, dtype=torch.long), alternatives())
    assert stored.bytes_read == running_cost(model.record)


def altered(into, change):
    """The llama stand-in with its tensors changed."""
    made = into / "altered-llama"
    shutil.copytree(folder("llama-stand-in"), made)
    save_file(change(load_file(made / "model.safetensors")), made / "model.safetensors")
    return made


def in_many_precisions(tensors):
    kinds = {"q_proj": torch.float64, "norm": torch.float32, "lm_head": torch.float16}
    return {
        name: it.to(next((kind for part, kind in kinds.items() if part in name), it.dtype))
        for name, it in tensors.items()
    }


def stored_twice(tensors):
    return tensors | {"lm_head.weight": tensors["model.embed_tokens.weight"].clone()}


@pytest.mark.parametrize("change", [in_many_precisions, stored_twice])
def test_what_it_is_said_to_read_is_what_it_reads_in_any_precision(change, tmp_path):
    made = altered(tmp_path, change)
    config = json.loads((made / "config.json").read_text())
    config["tie_word_embeddings"] = change is stored_twice
    (made / "config.json").write_text(json.dumps(config))
    model, stored = of(made), in_folder(made)
    streamed(AutoConfig.from_pretrained(made), stored, torch.zeros(5, 4, dtype=torch.long))
    assert stored.bytes_read == running_cost(model.record)


@pytest.mark.parametrize("kind", [torch.int8, torch.float8_e4m3fn])
def test_numbers_that_can_not_be_run_are_not_even_read(kind, tmp_path):
    model = of(altered(tmp_path, lambda it: it | {NORM: it[NORM].to(kind)}))
    with pytest.raises(
        Refused, match=rf"^model.safetensors: {NORM}: expected floating numbers, measured"
    ):
        _ = model.planned
    with pytest.raises(Untested, match=rf"can't be run: .*{NORM}: expected floating numbers"):
        model.tried("no_rotation")
    assert model.bytes_read == 0


def test_what_was_refused_once_is_not_tried_again(monkeypatch):
    tries = []

    def refuse(*_):
        tries.append(1)
        raise Refused("expected something else")

    monkeypatch.setattr(running, "_known", {})
    monkeypatch.setattr(counterfactuals, "counterfactuals", refuse)
    for name in ("no_rotation", "layer_norm"):
        with pytest.raises(Untested, match="the weights can't be run: expected something else"):
            of(folder("llama-stand-in")).tried(name)
    assert len(tries) == 1


def test_nothing_heavy_is_imported_to_say_so():
    code = (
        "import sys\nfrom claims import Running, gpt2\n"
        "from claims._checkpoints.selection import recorded\n"
        "from claims._core.control import Change\n"
        "from claims._core.observed import Untested\n"
        "try: Running.of(gpt2[0], recorded(), Change()).tried('relu')\n"
        "except Untested: print([it for it in ('torch', 'transformers') if it in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_what_a_model_has_not_can_not_be_done_otherwise():
    with pytest.raises(Inapplicable, match="nothing to put “no rotation” in place of"):
        of(folder("gpt2-stand-in")).tried("no_rotation")


def test_a_difference_that_is_not_clear_is_no_outcome(monkeypatch):
    unclear = Comparison(3.0, 3.001, 0.001, 0.001, 20, 2_540, 5.0)
    monkeypatch.setattr(Running, "_compared", lambda *_: {"relu": unclear})
    with pytest.raises(CantTell, match=r"no clear difference: \+0\.001 nats a token") as unsure:
        of(folder("gpt2-stand-in")).tried("relu")
    assert unsure.value.values["nats_dearer"] == 0.001


@pytest.mark.parametrize(
    "published, altered, run",
    [(nan, nan, "as published"), (nan, 3.0, "as published"), (3.0, nan, "with “relu” in place")],
)
def test_losses_that_are_no_numbers_are_told_as_such(published, altered, run, monkeypatch):
    losses = torch.tensor([published] * 2), torch.tensor([altered] * 2)
    monkeypatch.setattr(
        Running, "_compared", lambda *_: {"relu": compared(*losses, torch.zeros(2, 8))}
    )
    said = f"^run {run}, the weights come to what is no number$"
    with pytest.raises(CantTell, match=said) as unsure:
        of(folder("gpt2-stand-in")).tried("relu")
    assert not unsure.value.values


def with_random_numbers(into):
    torch.manual_seed(1)

    def drawn(it):
        return (torch.ones(it.shape) if it.dim() == 1 else torch.randn(it.shape) / 50).to(it.dtype)

    return altered(into, lambda tensors: {name: drawn(it) for name, it in tensors.items()})


def with_another_tokenizer(into):
    made = altered(into, dict)
    told = json.loads((made / "tokenizer.json").read_text())
    vocabulary = told["model"]["vocab"]
    told["model"]["vocab"] = dict(zip(vocabulary, reversed(vocabulary.values()), strict=True))
    (made / "tokenizer.json").write_text(json.dumps(told))
    return made


@pytest.mark.parametrize("made", [with_random_numbers, with_another_tokenizer])
def test_a_model_that_reads_nothing_decides_nothing(made, tmp_path, monkeypatch):
    few = [alternative("no_final_norm"), alternative("no_gate")]
    monkeypatch.setattr(counterfactuals, "alternatives", lambda: few)
    monkeypatch.setattr(text, "MOST", 8)
    model = of(made(tmp_path))
    said = r"reads no better than by how often each token occurs: \d+\.\d+ nats a token, by freq"
    for each in few:
        with pytest.raises(CantTell, match=said) as unsure:
            model.tried(each.name)
        assert unsure.value.values["nats_as_published"] > 6


def test_a_config_that_says_another_base_than_the_weights_have_is_caught(tmp_path):
    """What no tensor shows: here the config lies, and only the loss can tell."""
    lying = tmp_path / "llama-with-another-base"
    shutil.copytree(folder("llama-stand-in"), lying)
    config = json.loads((lying / "config.json").read_text())
    config["rope_parameters"]["rope_theta"] = 500_000.0
    (lying / "config.json").write_text(json.dumps(config))
    assert of(lying).tried("theta_of_10_000").better


def test_weights_that_can_not_be_run_are_not_announced(tmp_path):
    def said(path):
        selection = select("recorded", [str(path)], reconcile, lambda _: None)
        run = Run(selection, recorded(), frozenset([Evidence.WEIGHTS]), elsewhere=True)
        return announced(run, [load_all()["feed_forward/gpt2_feed_forward_uses_relu"]])

    ready, unready = folder("gpt2-stand-in"), tmp_path / "gpt2-without-tokenizer"
    shutil.copytree(ready, unready, ignore=shutil.ignore_patterns("token*"))
    assert said(ready).bytes == running_cost(of(ready).record) > 0
    assert said(unready).bytes == 0
