"""What is read of a repository: what was declared, at one commit, and not a byte more."""

import time
from email.utils import formatdate

import pytest
from huggingface_hub import constants
from typer.testing import CliRunner

from claims._checkpoints.hub import fetching
from claims._checkpoints.hub.failure import HubError
from claims._checkpoints.hub.repository import mirror
from claims._checkpoints.hub.took import Counter
from claims._inspection.inspect import inspect
from claims._surfaces.command_line import app
from tests.hub import body_faults, faults
from tests.hub.conftest import TINY
from tests.hub.trickling import trickling

WEIGHTS = f"{TINY}/model.safetensors"


@pytest.fixture
def endpoint(hub, monkeypatch):
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    return hub


def sent(hub):
    """Bytes of all bodies that are part of a file."""
    return sum(it.sent for it in hub.log if it.status in (200, 206))


def header(hub):
    data = (hub.root / WEIGHTS).read_bytes()
    return data[: 8 + int.from_bytes(data[:8], "little")]


def test_a_repository_is_a_folder_without_the_data_of_its_weights(endpoint, tmp_path):
    read = mirror(TINY, None, tmp_path / "here")
    here, there = tmp_path / "here", endpoint.root / TINY
    assert (here / "config.json").read_bytes() == (there / "config.json").read_bytes()
    assert (here / "model.safetensors").stat().st_size == (endpoint.root / WEIGHTS).stat().st_size
    assert (here / "model.safetensors").read_bytes().startswith(header(endpoint))
    assert read.commit == endpoint.commit(TINY)


def test_no_more_is_read_than_the_config_and_the_header(endpoint, tmp_path):
    read = mirror(TINY, None, tmp_path / "here")
    config = (endpoint.root / TINY / "config.json").stat().st_size
    assert read.bytes_read == sent(endpoint) == config + len(header(endpoint))
    # The index that isn't there, the config, the length of the header, and the header.
    assert read.requests == 4


def test_all_files_are_read_at_the_commit_of_the_first(endpoint, tmp_path):
    mirror(TINY, None, tmp_path / "here")
    asked = [it.path for it in endpoint.log if "resolve" in it.path]
    assert "/resolve/main/" in asked[0]
    assert all(f"/resolve/{endpoint.commit(TINY)}/" in it for it in asked[1:])


def test_a_revision_is_read_as_it_is_asked_for(endpoint):
    endpoint.revisions[TINY] = {"v1/first"}
    found = inspect(f"{TINY}@v1/first")
    assert found.target.requests == 4
    assert found.properties["parameters"].evidence == "tensors"


@pytest.mark.parametrize(
    ("file", "fault", "says"),
    [
        ("model.safetensors", faults.IgnoredRange(), "the server ignores ranges"),
        ("model.safetensors", faults.gated(), "gated: accept its terms"),
        ("model.safetensors", faults.unauthorized(), "not allowed: set HF_TOKEN"),
        ("model.safetensors", faults.unsatisfiable(), "got 416"),
        ("model.safetensors", faults.EndlessRedirect(), "redirected without an end"),
        ("model.safetensors", faults.too_many(None), "too many requests"),
        ("model.safetensors", faults.too_many(None, 3600), "too many requests"),
        ("config.json", faults.failing(None), "the server failed"),
        ("config.json", faults.no_file(), "not in the repository"),
        ("config.json", faults.no_repository(), "no such repository"),
    ],
)
def test_what_a_server_does_wrong_is_one_sentence(file, fault, says, endpoint, tmp_path):
    endpoint.faults[f"{TINY}/{file}"] = fault
    with pytest.raises(HubError, match=says) as caught:
        mirror(TINY, None, tmp_path / "here")
    assert f"{TINY}/{file}" in str(caught.value)
    assert sent(endpoint) < 100_000


def test_a_server_that_is_busy_for_a_moment_is_asked_again(endpoint, tmp_path):
    endpoint.faults[f"{TINY}/config.json"] = faults.too_many(1)
    endpoint.faults[WEIGHTS] = faults.failing(1)
    assert mirror(TINY, None, tmp_path / "here").requests == 6


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_that_fails_twice_and_then_does_well_is_read(
    status, endpoint, monkeypatch, tmp_path
):
    monkeypatch.setattr(fetching.time, "sleep", lambda _: None)
    endpoint.faults[WEIGHTS] = faults.failing(2, status)
    assert mirror(TINY, None, tmp_path / "here").requests == 6


@pytest.mark.parametrize(
    "wait", [7, "\xb2", "9" * 5000, "-1", "Wed, 99 Oct 2015 07:28:00 GMT", ",", None]
)
def test_a_wait_is_the_one_that_is_asked_for_if_that_can_be_told(
    wait, endpoint, monkeypatch, tmp_path
):
    waits = []
    monkeypatch.setattr(fetching.time, "sleep", waits.append)
    endpoint.faults[f"{TINY}/config.json"] = faults.too_many(1, wait)
    mirror(TINY, None, tmp_path / "here")
    assert waits == [7 if wait == 7 else 0.5]


def test_a_wait_may_be_up_to_a_day_and_time(endpoint, monkeypatch, tmp_path):
    waits = []
    monkeypatch.setattr(fetching.time, "sleep", waits.append)
    until = formatdate(time.time() + 9, usegmt=True)
    endpoint.faults[f"{TINY}/config.json"] = faults.too_many(1, until)
    mirror(TINY, None, tmp_path / "here")
    # A date has whole seconds.
    assert 7 < waits[0] <= 9
    # What is past is over.
    endpoint.faults[f"{TINY}/config.json"] = faults.too_many(1, "Wed, 21 Oct 2015 07:28:00 GMT")
    mirror(TINY, None, tmp_path / "again")
    assert waits[1] == 0


def test_a_wait_that_is_too_long_is_told(endpoint, tmp_path):
    endpoint.faults[f"{TINY}/config.json"] = faults.too_many(None, 3600)
    with pytest.raises(HubError, match="try again in 3,600 seconds"):
        mirror(TINY, None, tmp_path / "here")


def test_a_token_that_opens_nothing_is_what_is_wrong(endpoint, monkeypatch, tmp_path):
    monkeypatch.setenv("HF_TOKEN", "hf_secretsecret")
    with pytest.raises(HubError, match="the token that was sent isn't accepted") as refusal:
        mirror(TINY, None, tmp_path / "here")
    assert "secret" not in str(refusal.value)


def test_a_token_goes_to_the_hub_alone_and_into_no_message(endpoint, monkeypatch, tmp_path):
    monkeypatch.setenv("HF_TOKEN", "hf_secretsecret")
    endpoint.access.grant("hf_secretsecret", TINY)
    endpoint.access.gated[TINY] = "auto"
    mirror(TINY, None, tmp_path / "here")
    assert all(it.authorized for it in endpoint.log if "/resolve/" in it.path)
    assert not any(it.authorized for it in endpoint.log if it.path.startswith("/cdn/"))
    endpoint.access.tokens["hf_secretsecret"] = set()
    result = CliRunner().invoke(app, ["inspect", TINY])
    assert result.exit_code == 2
    assert "gated" in result.output
    assert "secret" not in result.output


def test_offline_nothing_is_asked(endpoint, monkeypatch, tmp_path):
    monkeypatch.setattr(constants, "is_offline_mode", lambda: True)
    with pytest.raises(HubError, match="offline"):
        mirror(TINY, None, tmp_path / "here")
    assert not endpoint.log


def test_a_config_that_is_no_config_is_not_read_to_its_end(endpoint, tmp_path):
    (endpoint.root / TINY / "config.json").write_bytes(b" " * 2_000_000)
    with pytest.raises(HubError, match="expected at most 1,000,000 bytes"):
        mirror(TINY, None, tmp_path / "here")


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (body_faults.Cut(after=3), "the connection failed"),
        (body_faults.Stall(seconds=5, after=3), "nothing came for"),
        (body_faults.Stall(seconds=5, headers=False), "nothing came for"),
        (body_faults.Trickle(seconds=0.2), "expected it within"),
        (body_faults.WrongRange(), "expected bytes 0 to"),
        (body_faults.WrongRange(text="octets 0-7/9"), "expected a Content-Range"),
        # Digits to Python, and no number.
        (body_faults.WrongRange(text="bytes 0-\xb2/9"), "expected a Content-Range"),
        (body_faults.WrongRange(text=f"bytes 0-{'9' * 5000}/9"), "expected a Content-Range"),
        (body_faults.WrongRange(text="bytes 0-7-9"), "expected a Content-Range"),
        (body_faults.WrongRange(text="bytes 0-7/*"), "expected a Content-Range"),
        (body_faults.Longer(extra=9), "expected at most"),
        (body_faults.Longer(extra=9, announced=False), "expected at most"),
    ],
)
def test_a_body_that_is_not_what_was_asked_for_is_neither_waited_for_nor_read(
    fault, says, endpoint, monkeypatch, tmp_path
):
    monkeypatch.setattr(fetching, "PATIENCE", 0.5)
    monkeypatch.setattr(fetching, "LONGEST", 3.0)
    endpoint.faults[WEIGHTS] = fault
    with pytest.raises(HubError, match=says):
        mirror(TINY, None, tmp_path / "here")


@pytest.mark.parametrize("chunked", [False, True])
def test_bytes_that_trickle_are_not_waited_for_and_are_counted(
    chunked, endpoint, monkeypatch, tmp_path
):
    monkeypatch.setattr(fetching, "LONGEST", 0.5)
    endpoint.faults[f"{TINY}/config.json"] = body_faults.Trickle(0.1, chunked=chunked)
    counter = Counter()
    with pytest.raises(HubError, match=f"^{TINY}/config.json: expected it within 0.5 seconds"):
        mirror(TINY, None, tmp_path / "here", counter=counter)
    # All of it would take forty seconds.
    assert 0 < sent(endpoint) < 20
    assert counter.took.requests == 1
    assert 0 < counter.took.bytes_read <= sent(endpoint)


@pytest.mark.parametrize("status", ["200 OK", "302 Found"])
def test_headers_that_trickle_are_not_waited_for(status, monkeypatch, tmp_path):
    monkeypatch.setattr(fetching, "LONGEST", 0.5)
    with trickling(f"HTTP/1.1 {status}\r\n") as (url, gone):
        monkeypatch.setattr(constants, "ENDPOINT", url)
        with pytest.raises(HubError, match=f"^{TINY}/config.json: expected it within 0.5 seconds"):
            mirror(TINY, None, tmp_path / "here")
        # Nor is a connection kept for what nobody waits for.
        assert gone.wait(5)
