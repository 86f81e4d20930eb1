"""A list of repositories and folders: a line for each, whatever is wrong with some of them."""

import json
import subprocess
import sys
import time

import pytest
from attrs import define, evolve
from huggingface_hub import constants
from typer.testing import CliRunner

from claims._checkpoints.hub import answer
from claims._inspection.survey import lines as survey_lines
from claims._inspection.survey import pool
from claims._inspection.survey.targets import targets
from claims._surfaces.command_line import app
from tests.checkpoints.made_up import tiny_llama_folder, write_header
from tests.hub import faults
from tests.hub.body_faults import Cut
from tests.hub.conftest import TINY

TOKEN = "hf_never_to_be_seen"


@pytest.fixture
def endpoint(hub, monkeypatch):
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    hub.access.grant(TOKEN)
    return hub


@pytest.fixture
def listed(tmp_path):
    def write(*lines, name="list.txt"):
        (tmp_path / name).write_bytes(b"\n".join(it.encode() for it in lines) + b"\n")
        return str(tmp_path / name)

    return write


def run(*arguments):
    return CliRunner().invoke(app, ["survey", *map(str, arguments)])


def lines(text):
    return {it["target"]: it for it in map(json.loads, text.splitlines())}


def repositories(hub, count):
    names = [f"owner/of-{at:02}" for at in range(count)]
    for name in names:
        tiny_llama_folder(hub.root / name)
    return names


@pytest.fixture
def mixed(endpoint, tmp_path):
    """Every kind of line: what is good, and each way to be bad, with what is said of it."""
    tiny_llama_folder(tmp_path / "folder")
    for name in ("owner/gated", "owner/bad-header"):
        tiny_llama_folder(endpoint.root / name)
    endpoint.access.gated["owner/gated"] = "manual"
    write_header(endpoint.root / "owner/bad-header/model.safetensors", {}, 8, length=1 << 40)
    return {
        TINY: None,
        str(tmp_path / "folder"): None,
        "gpt2": None,
        "owner/gated": "accept its terms",
        "owner/missing": "no such repository",
        "owner/bad-header": "model.safetensors",
        "no such thing": "no checkpoint 'no such thing'",
        "\x1b[2Jowner\u202e/x": r"\u202e/x",
        "a/" + "b" * 5000: "File name too long",
        "n\x00ul": "no checkpoint",
    }


def test_every_target_has_a_line_and_what_is_bad_says_why(mixed, listed):
    ran = run(listed("# a list", "", *mixed))
    assert ran.exit_code == 2
    found = lines(ran.stdout)
    assert list(mixed) == [it for it in mixed if it in found]
    assert len(found) == len(mixed)
    for target, why in mixed.items():
        if why is None:
            assert found[target]["layers"]["value"]
            assert "outcome" not in found[target]
        else:
            assert set(found[target]) == {"target", "outcome", "why", "requests", "bytes_read"}
            assert found[target]["outcome"] == "untested"
            assert why in found[target]["why"]
    assert "3 read, 7 untested" in ran.stderr


def test_hostile_names_are_text_and_no_token_is_put_out(mixed, listed, tmp_path, endpoint):
    ran = run(listed(*mixed), "--out", tmp_path / "out.jsonl")
    written = (tmp_path / "out.jsonl").read_text("utf-8")
    assert written.isascii()
    assert "\x1b" not in written
    assert TOKEN not in written + ran.output
    assert any(it.authorized for it in endpoint.log)


def test_a_line_says_which_commit_was_read_and_what_that_took(endpoint, listed):
    line = lines(run(listed(TINY)).stdout)[TINY]
    assert line["commit"] == endpoint.commit(TINY)
    assert line["requests"] == 4
    assert line["bytes_read"] == sum(it.sent for it in endpoint.log if it.status in (200, 206))


def test_what_was_read_in_vain_is_told_in_the_line_and_added_up(endpoint, listed, monkeypatch):
    monkeypatch.setattr(pool, "UNSTATED", 0.01)
    endpoint.faults[f"{TINY}/model.safetensors"] = Cut(after=7)
    # One that is tried again spends twice.
    endpoint.faults["owner/busy"] = faults.failing(None, 429)
    ran = run(listed(TINY, "gpt2", "owner/busy"))
    found = lines(ran.stdout)
    config = (endpoint.root / TINY / "config.json").stat().st_size
    spent = 2 + answer.TRIES, config + 7 * answer.TRIES
    assert (found[TINY]["requests"], found[TINY]["bytes_read"]) == spent
    assert found["owner/busy"]["requests"] == sum("busy" in it.path for it in endpoint.log) > 1
    spent = [sum(it[name] for it in found.values()) for name in ("requests", "bytes_read")]
    assert f"2 untested; {spent[0]} requests, {spent[1]:,} bytes" in ran.stderr


def test_what_is_listed_twice_is_read_once(endpoint, listed):
    ran = run(listed(TINY, "gpt2", TINY, f"  {TINY}  ", "gpt2"))
    assert ran.exit_code == 0
    assert len(ran.stdout.splitlines()) == 2
    assert sum(it.path.endswith("config.json") for it in endpoint.log) == 1


def test_a_line_that_is_no_text_spoils_no_other(tmp_path):
    listed, out = tmp_path / "list.txt", tmp_path / "out.jsonl"
    listed.write_bytes(b"\xff\xfe/\xed\xa0\x80\ngpt2\n\xff\xfe/\xed\xa0\x80\n")
    for read in (1, 0):
        ran = run(listed, "--out", out)
        assert f"{read} read, 1 untested" in ran.stderr
        assert len(lines(out.read_text("utf-8"))) == 2


def test_a_mark_at_the_beginning_of_a_list_is_no_part_of_a_target(tmp_path):
    listed = tmp_path / "list"
    listed.write_bytes(b"\xef\xbb\xbfgpt2\n")
    assert list(targets(listed)) == ["gpt2"]


def test_a_list_can_be_split_as_one_likes(mixed, listed):
    targets = list(mixed)
    whole = lines(run(listed(*targets)).stdout)
    parts = {}
    for at in range(3):
        parts |= lines(run(listed(*targets[at::3], name=f"part{at}")).stdout)
    assert parts == whole


def test_a_torn_line_is_read_again_and_whole_ones_are_not(endpoint, listed, tmp_path):
    names = repositories(endpoint, 5)
    out = tmp_path / "out.jsonl"
    assert run(listed(*names), "--out", out).exit_code == 0
    whole = lines(out.read_text())
    text = out.read_text().splitlines(keepends=True)
    for end in (1, 12, len(text[3]) - 1):
        out.write_text("".join(text[:3]) + text[3][:end])
        endpoint.log.clear()
        ran = run(listed(*names), "--out", out)
        assert "3 lines were there, 2 read, 0 untested" in ran.stderr
        assert lines(out.read_text()) == whole
        assert len(out.read_text().splitlines()) == 5
        asked = {it.path.split("/")[2] for it in endpoint.log if it.path.endswith("config.json")}
        assert asked == {json.loads(it)["target"].split("/")[1] for it in text[3:]}


def test_what_was_untested_is_tried_again(endpoint, listed, tmp_path):
    endpoint.faults[TINY] = faults.no_repository()
    out = tmp_path / "out.jsonl"
    assert run(listed(TINY, "gpt2"), "--out", out).exit_code == 2
    endpoint.faults.clear()
    assert run(listed(TINY, "gpt2"), "--out", out).exit_code == 0
    assert [it["target"] for it in map(json.loads, out.read_text().splitlines())] == ["gpt2", TINY]


@pytest.mark.parametrize("content", ["gpt2", "gpt2\n", '{"other": 1}\n', '{"target": 1}\n', "[[["])
def test_a_file_that_no_survey_wrote_is_left_alone(content, listed, tmp_path):
    out = tmp_path / "precious.txt"
    out.write_text(content)
    ran = run(listed("gpt2"), "--out", out)
    assert ran.exit_code == 2
    assert "line 1: expected a line of an earlier survey" in ran.stderr
    assert out.read_text() == content
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_followed_and_stays(there, listed, tmp_path):
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far/out.jsonl", tmp_path / "out.jsonl"
    if there:
        assert run(listed("gpt2"), "--out", real).exit_code == 0
    link.symlink_to("far/out.jsonl")
    assert run(listed("gpt2", "gpt2-xl"), "--out", link).exit_code == 0
    assert link.is_symlink()
    assert lines(real.read_text()).keys() == {"gpt2", "gpt2-xl"}
    assert [it.name for it in real.parent.iterdir()] == ["out.jsonl"]


def test_a_second_survey_of_one_file_is_refused_and_no_line_is_lost(listed, tmp_path, monkeypatch):
    out, link, second = tmp_path / "out.jsonl", tmp_path / "link", []
    link.symlink_to(out)

    def meanwhile(target, counter):
        if not second:
            second.append(None)
            second[:] = [run(listed("gpt2-xl", name="second"), "--out", it) for it in (out, link)]
        return found(target, counter)

    found = pool.surveyed
    monkeypatch.setattr(pool, "surveyed", meanwhile)
    assert run(listed("gpt2", "llama-7b"), "--out", out).exit_code == 0
    assert lines(out.read_text()).keys() == {"gpt2", "llama-7b"}
    for ran, name in zip(second, (out, link), strict=True):
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert ran.stderr.startswith(f"{name}: expected that no other survey adds lines to it")
    # It is free again, and nothing lies about.
    assert run(listed("gpt2-xl", name="second"), "--out", out).exit_code == 0
    assert lines(out.read_text()).keys() == {"gpt2", "llama-7b", "gpt2-xl"}
    assert not list(tmp_path.glob(".*"))


def test_who_opened_the_file_before_another_was_put_in_its_place_takes_the_new_one(
    listed, tmp_path, monkeypatch
):
    out = tmp_path / "out.jsonl"
    out.write_text("")

    def late(file, held):
        if not came:
            came.append(None)
            assert run(listed("gpt2", name="first"), "--out", out).exit_code == 0
        hold(file, held)

    came, hold = [], survey_lines._hold
    monkeypatch.setattr(survey_lines, "_hold", late)
    ran = run(listed("llama-7b"), "--out", out)
    assert "1 lines were there, 1 read" in ran.stderr
    assert list(lines(out.read_text())) == ["gpt2", "llama-7b"]


@pytest.mark.parametrize("what", ["nowhere.txt", "."])
def test_no_list_is_said_in_one_line(what, tmp_path):
    ran = run(tmp_path / what)
    assert ran.exit_code == 2
    assert "expected a list of targets, one a line" in ran.stderr
    assert ran.stdout == ""


def test_a_pause_is_kept_by_whoever_comes():
    pause, began = pool.Pause(), time.monotonic()
    pause.ask(0.3)
    pause.ask(0.1)
    pause.keep()
    assert time.monotonic() - began >= 0.3
    pause.ask(1000)
    pause.stop()
    with pytest.raises(pool.Stopped):
        pause.keep()


@define
class Limited(faults.Refusal):
    """Says as the hub does when its limit begins anew."""

    def told(self, request, answer, closing):
        told = super().told(request, answer, closing)
        limit = {
            "RateLimit": '"resolvers";r=0;t=1',
            "RateLimit-Policy": '"fixed window";q=3000;w=300',
        }
        return evolve(told, headers=told.headers | limit)


@pytest.mark.parametrize("said", [faults.too_many(1, retry_after=1), Limited(429, times=1)])
def test_a_server_that_asks_to_wait_is_waited_for_and_by_all(said, endpoint, listed, monkeypatch):
    names = repositories(endpoint, 20)
    # More than one request waits for by itself, less than a survey does.
    monkeypatch.setattr(answer, "LONGEST_WAIT", 0.5)
    waits = []

    def noted(pause, seconds):
        waits.append(seconds)
        ask(pause, seconds)

    ask = pool.Pause.ask
    monkeypatch.setattr(pool.Pause, "ask", noted)
    endpoint.faults[names[0]] = said
    assert run(listed(*names)).exit_code == 0
    assert waits == [1]
    asked = [it for it in endpoint.log if it.path.endswith("config.json")]
    assert len([it for it in asked if names[0] in it.path]) == 2


@pytest.mark.parametrize("asked", [None, 0, 100_000])
def test_a_server_that_asks_too_long_or_too_often_leaves_it_untested(
    asked, endpoint, listed, monkeypatch
):
    monkeypatch.setattr(pool, "UNSTATED", 0.1)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    endpoint.faults[TINY] = faults.too_many(None, retry_after=asked)
    ran = run(listed(TINY, "gpt2"))
    assert ran.exit_code == 2
    assert "429: too many requests" in lines(ran.stdout)[TINY]["why"]
    assert lines(ran.stdout)["gpt2"]["layers"]["value"] == 12


def test_what_breaks_on_one_target_ends_no_survey(endpoint, listed, monkeypatch):
    def broken(target, counter):
        if target == "broken":
            raise ZeroDivisionError(TOKEN)
        return found(target, counter)

    found = pool.surveyed
    monkeypatch.setattr(pool, "surveyed", broken)
    ran = run(listed("broken", TINY))
    assert lines(ran.stdout)["broken"]["why"] == "can't be read here: ZeroDivisionError"
    assert lines(ran.stdout)[TINY]["layers"]["value"] == 3


def test_stopped_by_hand_it_can_go_on(endpoint, listed, tmp_path, monkeypatch):
    names = repositories(endpoint, 30)
    out = tmp_path / "out.jsonl"
    done = []

    def stopping(target, pause):
        if len(done) == 10:
            raise KeyboardInterrupt
        done.append(target)
        return line_of(target, pause)

    line_of = pool.line_of
    monkeypatch.setattr(pool, "line_of", stopping)
    assert run(listed(*names), "--out", out).exit_code == 130
    monkeypatch.undo()
    monkeypatch.setattr(constants, "ENDPOINT", endpoint.url)
    before = len(out.read_text().splitlines())
    assert before < 30
    ran = run(listed(*names), "--out", out)
    assert f"{before} lines were there, {30 - before} read" in ran.stderr
    assert set(lines(out.read_text())) == set(names)


SURVEY = """
import sys
from typer.testing import CliRunner
from claims._surfaces.command_line import app
CliRunner().invoke(app, ["survey", *sys.argv[1:]])
print([it for it in ("torch", "transformers") if it in sys.modules])
"""


def test_torch_is_never_imported(hub, listed, tmp_path):
    out = str(tmp_path / "out.jsonl")
    command = [sys.executable, "-c", SURVEY, listed(TINY, "llama-7b"), "--out", out]
    ran = subprocess.run(
        command,
        env={"HF_ENDPOINT": hub.url, "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "[]\n"
    assert len(lines((tmp_path / "out.jsonl").read_text())) == 2


def test_no_folder_is_left_behind(mixed, listed, tmp_path, monkeypatch):
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    run(listed(*mixed), "--out", tmp_path / "out.jsonl")
    assert list(room.iterdir()) == []
