"""Bad repositories on the hub: whoever asks for one is told what is wrong and where, in a line."""

import json
import re
import resource

import pytest
from huggingface_hub import constants
from typer.testing import CliRunner

from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.hub.failure import HubError
from claims._checkpoints.hub.fetching import Got
from claims._checkpoints.hub.header import write
from claims._checkpoints.hub.place import Place
from claims._checkpoints.hub.source import Hub
from claims._core.observed import Untested
from claims._core.visible import visible
from claims._probes.models.reconcile import reconcile
from claims._surfaces import command_line
from tests.hub.bad_files import (
    BAD_FILES,
    HOSTILE,
    SHARDS,
    hostile_tensor,
    other_shape,
    own_code,
    sharded,
)
from tests.hub.bad_headers import with_header
from tests.hub.body_faults import WrongRange
from tests.hub.server import serving

TOKEN = "hf_secretsecret"
# The catalogue's, so that every way in leads to it; what it has is bad all the same.
NAME = "llama-7b"
REPO = checkpoint(NAME).hub
PICKLED = "pytorch_model"
# None of these is refused before the class is asked whether it accounts for them.
MISMATCHES = {
    "other shape": other_shape,
    **{
        f"tensor: {kind}": lambda folder, name=name: hostile_tensor(folder, name)
        for kind, name in HOSTILE.items()
    },
}


@pytest.fixture
def hub(tmp_path, monkeypatch):
    with serving(tmp_path / "hub") as served:
        monkeypatch.setattr(constants, "ENDPOINT", served.url)
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        monkeypatch.setattr(command_line.record, "RECORDS", tmp_path / "records")
        served.access.grant(TOKEN, REPO)
        served.revisions[REPO] = {checkpoint(NAME).revision or "main"}
        yield served


def tells(result, *, repo=REPO):
    """One line, which names the repository; exit code 2, no token, nothing that steers.

    What reading took is left out of it, and so is the line about all that was read.
    """
    assert result.exit_code == 2, result.output
    assert isinstance(result.exception, SystemExit)
    (line,) = (it for it in result.output.splitlines() if not it.startswith("hub: "))
    line = re.sub(r"; [\d,]+ requests?, [\d,]+ bytes read$", "", line)
    assert repo in line
    assert "claims-hub-" not in line
    assert "/tmp" not in line.replace("/tmp/outside", "")
    assert TOKEN not in line
    assert line == visible(line)
    assert len(line) < 2000
    return line


def asked(*words):
    return CliRunner().invoke(command_line.app, [*words])


# A pickle is never asked for: on the hub that repository is a config alone.
REFUSED = list(BAD_FILES)


def bad(hub, kind):
    return (BAD_FILES | MISMATCHES)[kind](hub.root / REPO)


@pytest.mark.parametrize("kind", REFUSED)
def test_whatever_reads_a_bad_repository_tells_what_is_wrong_with_it(hub, kind, tmp_path):
    bad(hub, kind)
    said = tells(asked("verify", "--source", "hub", NAME))
    assert said.startswith(f"{NAME}: untested: {REPO}")
    why = said.removeprefix(f"{NAME}: untested: ")
    assert tells(asked("record", "--from", "hub", NAME)) == why
    assert not (tmp_path / "records").exists()
    with pytest.raises(Untested) as untested:
        Hub(reconcile).record(NAME)
    assert str(untested.value) == why


# An architecture that no record could have can be inspected all the same.
@pytest.mark.parametrize("kind", [it for it in REFUSED if not it.startswith("class: ")])
def test_inspecting_a_bad_repository_tells_what_is_wrong_with_it(hub, kind):
    bad(hub, kind)
    tells(asked("inspect", REPO))
    # Some is a hundred megabytes long; what is under way when it is refused is counted too.
    assert sum(it.sent for it in hub.log) < 10_000_000


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_class_of_a_hostile_name_is_unknown_and_steers_nothing(hub, kind):
    bad(hub, f"class: {kind}")
    result = asked("inspect", REPO)
    assert result.exit_code in (0, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.output == visible(result.output)


@pytest.mark.parametrize("kind", MISMATCHES)
def test_weights_that_fit_no_class_are_untested_and_recorded_by_nobody(hub, kind, tmp_path):
    bad(hub, kind)
    why = tells(asked("record", "--from", "hub", NAME))
    assert not (tmp_path / "records").exists()
    with pytest.raises(Untested) as untested:
        Hub(reconcile).record(NAME)
    assert str(untested.value) == why
    result = asked("verify", "--source", "hub", NAME)
    assert result.exit_code == 1
    assert result.output == visible(result.output)


@pytest.mark.parametrize("form", ["pytorch_model.bin", "pytorch_model.bin.index.json"])
def test_pickles_are_refused_and_no_byte_of_one_is_asked_for(hub, form):
    bad(hub, "only pickles")
    next((hub.root / REPO).glob("*.bin")).rename(hub.root / REPO / form)
    for command in (["inspect", REPO], ["verify", "--source", "hub", NAME]):
        shown = asked(*command)
        assert shown.exit_code == 2
        assert "a pickle, which is never opened" in shown.output
    wanted = [it for it in hub.log if PICKLED in it.path]
    assert wanted
    assert {it.method for it in wanted} == {"HEAD"}
    assert sum(it.sent for it in wanted) == 0


def test_a_config_alone_is_no_pickle(hub):
    bad(hub, "only pickles")
    next((hub.root / REPO).glob("*.bin")).unlink()
    shown = asked("inspect", REPO, "--json")
    assert shown.exit_code == 0
    assert json.loads(shown.output)["parameters"]["evidence"] != "tensors"


def test_code_of_a_repository_is_neither_asked_for_nor_run(hub):
    own_code(hub.root / REPO)
    assert asked("inspect", REPO).exit_code == 0
    assert Hub(reconcile).record(NAME).reconciliation.kind == "exact"
    assert not [it.path for it in hub.log if it.path.endswith(".py")]


@pytest.mark.parametrize("kind", ["model.bin", "config.json", "model.safetensors.index.json"])
def test_an_index_that_names_another_file_than_weights_is_refused(hub, kind):
    path = sharded(hub.root / REPO) / "model.safetensors.index.json"
    path.write_text(json.dumps({"weight_map": {"a": kind}}))
    assert "expected safetensors files" in tells(asked("inspect", REPO))
    assert not any(it.range for it in hub.log)


def test_a_vast_header_takes_little_more_than_its_own_size(hub):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    values = b"[" + b"{}," * 1_500_000 + b"{}]"
    with_header(hub.root / REPO, b'{"a":' + values + b"}")
    assert "at most 1,000,000 values" in tells(asked("inspect", REPO))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


# More than a file can be, more than this one's header names, and less.
@pytest.mark.parametrize("size", [10**18 - 1, 2**50 + 1, 2**49, 10_000_000, 700])
def test_a_file_that_is_said_to_have_another_length_is_refused(hub, size):
    sharded(hub.root / REPO)
    hub.faults[f"{REPO}/{SHARDS[0]}"] = WrongRange(shift=0, size=size)
    for words in (("verify", "--source", "hub", NAME), ("record", "--from", "hub", NAME)):
        assert f"{REPO}/{SHARDS[0]}: " in tells(asked(*words))
    assert f"{REPO}/{SHARDS[0]}: " in tells(asked("inspect", REPO))


def test_a_length_that_no_file_can_have_here_names_the_file(tmp_path):
    header = Got(b"\0" * 8, 2**50, None)
    with pytest.raises(
        HubError, match=r"^owner/it/a\.safetensors: a file of .* can't be made here"
    ):
        write(Place("owner/it", "a.safetensors", "main"), tmp_path / "nowhere", header)
