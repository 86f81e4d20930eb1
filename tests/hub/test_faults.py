"""Each fault does what it says, and no more often than it says."""

import gzip
import json
import time

import pytest

from tests.checkpoints.made_up import tiny_llama_folder
from tests.hub.asking import ask
from tests.hub.body_faults import Compressed, Cut, Longer, Shorter, Stall, Trickle, WrongRange
from tests.hub.conftest import TINY
from tests.hub.faults import (
    EndlessRedirect,
    IgnoredRange,
    failing,
    gated,
    no_file,
    no_repository,
    too_many,
    unauthorized,
    unsatisfiable,
)
from tests.hub.server import serving

FILE = f"{TINY}/model.safetensors"
TEN = "bytes=0-9"


@pytest.fixture
def weights(hub):
    return (hub.root / FILE).read_bytes()


def resolve(hub, file="model.safetensors"):
    return f"{hub.url}/{TINY}/resolve/main/{file}"


def fetched(hub, wait=5.0, **headers):
    """Ask for the weights and go on to where they are."""
    where = ask(resolve(hub), wait=wait, **headers).headers["location"]
    return ask(where, wait=wait, **headers)


REFUSALS = {
    "unauthorized": (unauthorized(), 401, None),
    "gated": (gated(), 403, "GatedRepo"),
    "no_repository": (no_repository(), 404, "RepoNotFound"),
    "no_file": (no_file(), 404, "EntryNotFound"),
    "unsatisfiable": (unsatisfiable(), 416, None),
    "failing": (failing(None, 500), 500, None),
}


@pytest.mark.parametrize("fault, status, code", REFUSALS.values(), ids=REFUSALS)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_refusal_has_its_status_and_code(hub, fault, status, code, method):
    hub.faults[FILE] = fault
    reply = ask(resolve(hub), method)
    assert (reply.status, reply.headers.get("x-error-code")) == (status, code)
    assert ("content-range" in reply.headers) == (status == 416)
    assert method == "HEAD" or "error" in json.loads(reply.body)
    assert ask(resolve(hub, "config.json")).status == 200


def test_a_fault_of_a_repository_is_one_of_all_that_it_has(hub):
    hub.faults[TINY] = failing(None)
    for address in (resolve(hub, "config.json"), f"{hub.url}/api/models/{TINY}"):
        assert ask(address).status == 503


def test_a_fault_may_be_at_one_endpoint_alone(hub):
    hub.faults[TINY] = fault = failing(None)
    fault.at = "cdn"
    assert ask(resolve(hub, "config.json")).status == 200
    assert fetched(hub).status == 503


@pytest.mark.parametrize("status, wait", [(429, "3"), (429, None), (500, None), (503, None)])
def test_some_requests_fail_and_then_none(hub, status, wait):
    hub.faults[FILE] = too_many(2, wait) if status == 429 else failing(2, status)
    replies = [ask(resolve(hub)) for _ in range(4)]
    assert [it.status for it in replies] == [status, status, 302, 302]
    assert [it.headers.get("retry-after") for it in replies] == [wait, wait, None, None]


def test_a_range_is_ignored(hub, weights):
    hub.faults[FILE] = IgnoredRange()
    reply = fetched(hub, Range=TEN)
    assert (reply.status, reply.body) == (200, weights)
    assert "content-range" not in reply.headers
    assert hub.log[-1].sent == len(weights)


def test_a_redirect_has_no_end(hub):
    hub.faults[FILE] = EndlessRedirect()
    address = resolve(hub)
    for _ in range(30):
        reply = ask(address)
        assert reply.status == 302
        assert hub.url + reply.headers["location"] != address
        address = hub.url + reply.headers["location"]


@pytest.mark.parametrize("after", [0, 7])
def test_a_body_is_cut(hub, weights, after):
    hub.faults[FILE] = Cut(after)
    reply = fetched(hub)
    assert reply.headers["content-length"] == str(len(weights))
    assert (reply.body, reply.broken) == (weights[:after], "IncompleteRead")
    assert hub.log[-1].sent == after


def test_a_body_is_cut_once_and_then_comes_whole(hub, weights):
    hub.faults[FILE] = Cut(7, times=1)
    assert fetched(hub).body == weights[:7]
    assert fetched(hub).body == weights


def test_a_body_stalls(hub, weights):
    hub.faults[FILE] = Stall(60, after=5)
    reply = fetched(hub, wait=0.2)
    assert (reply.status, reply.body, reply.broken) == (200, weights[:5], "TimeoutError")


def test_a_stall_ends_in_a_closed_connection(hub, weights):
    hub.faults[FILE] = Stall(0.1, after=5)
    reply = fetched(hub)
    assert (reply.body, reply.broken) == (weights[:5], "IncompleteRead")


def test_not_even_headers_come(hub):
    hub.faults[FILE] = Stall(60, headers=False)
    where = ask(resolve(hub)).headers["location"]
    with pytest.raises(TimeoutError):
        ask(where, wait=0.2)


def test_a_server_that_stalls_can_be_closed_at_once(tmp_path):
    tiny_llama_folder(tmp_path / TINY)
    with serving(tmp_path) as hub:
        hub.faults[FILE] = Stall(60)
        fetched(hub, wait=0.1)
        began = time.monotonic()
    assert time.monotonic() - began < 5


def test_a_body_trickles(hub):
    hub.faults[FILE] = Trickle(0.05, 2)
    began = time.monotonic()
    assert len(fetched(hub, wait=5, Range=TEN).body) == 10
    assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize(
    "fault, said",
    [(WrongRange(), "bytes 1-10/"), (WrongRange(text="bytes */*"), "bytes */*")],
)
def test_another_range_is_stated_than_sent(hub, weights, fault, said):
    hub.faults[FILE] = fault
    reply = fetched(hub, Range=TEN)
    assert (reply.status, reply.body) == (206, weights[:10])
    assert reply.headers["content-range"].startswith(said)


def test_fewer_bytes_are_given_than_were_asked_for_and_truly_said(hub, weights):
    hub.faults[FILE] = Shorter(most=7)
    reply = fetched(hub, Range=TEN)
    assert (reply.status, reply.body) == (206, weights[:7])
    assert reply.headers["content-range"].startswith("bytes 0-6/")


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_is_longer_than_asked(hub, weights, announced):
    hub.faults[FILE] = Longer(100_000, announced)
    reply = fetched(hub, Range=TEN)
    assert (reply.status, reply.body) == (206, weights[:10] + bytes(100_000))
    assert ("content-length" in reply.headers) == announced
    assert reply.headers["content-range"].startswith("bytes 0-9/")


def test_a_body_is_compressed_and_swells(hub, weights):
    hub.faults[FILE] = Compressed(10_000_000)
    reply = fetched(hub)
    assert reply.headers["content-encoding"] == "gzip"
    assert len(reply.body) < 100_000
    assert gzip.decompress(reply.body) == weights + bytes(10_000_000)
