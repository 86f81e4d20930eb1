"""The hub's list of all headers: taken to say what a model is, where it is what the index says."""

import json

import pytest
from huggingface_hub import HfApi, constants

from claims._checkpoints.hub.repository import mirror
from claims._inspection.target import find
from tests.checkpoints.made_up import put, tiny_config, tiny_llama, write_index, write_safetensors
from tests.hub import body_faults, faults
from tests.hub.answer import of_json
from tests.hub.faults import Fault

REPO = "owner/four"
INDEX = "model.safetensors.index.json"
SHARDS = tuple(f"model-{at:05}-of-00004.safetensors" for at in range(1, 5))


@pytest.fixture
def four(hub, monkeypatch):
    """A repository in four shards."""
    folder = hub.root / REPO
    put(folder, "config.json", tiny_config())
    held = {file: tiny_llama()[at::4] for at, file in enumerate(SHARDS)}
    for file, tensors in held.items():
        write_safetensors(folder / file, tensors)
    total = sum(it.elements for it in tiny_llama()) * 2
    write_index(folder / INDEX, {file: [it.name for it in held[file]] for file in held}, total)
    monkeypatch.setattr(constants, "ENDPOINT", hub.url)
    return hub


class Told(Fault):
    """Answers with another list of headers: what `change` makes of the one that there is."""

    def __init__(self, change):
        super().__init__(at="api")
        self.change = change

    def told(self, request, answer, closing):
        return of_json(self.change(json.loads(b"".join(answer.body))))


def change(path, value):
    """Put a value at a path of keys into the list; `None` takes away what is there."""

    def changed(table):
        *way, last = path
        inner = table
        for key in way:
            inner = inner[key]
        if value is None:
            del inner[last]
        else:
            inner[last] = value
        return table

    return changed


FIRST = tiny_llama()[0].name
ROW = ("headers", SHARDS[0], FIRST)
UNFIT = {
    "no list": faults.no_file(),
    "not found": faults.Refusal(404),
    "not allowed": faults.unauthorized(),
    "a failing server": faults.failing(None, 500),
    "a page": body_faults.Longer(9),
    "too long": body_faults.Longer(3_000_000),
    "cut": body_faults.Cut(99),
    "compressed": body_faults.Compressed(),
    "other shape": Told(lambda table: [table]),
    "headers in a list": Told(lambda table: {"headers": list(table["headers"].values())}),
    "no headers": Told(change(("headers",), None)),
    "a shard less": Told(change(("headers", SHARDS[2]), None)),
    "a shard more": Told(change(("headers", "../outside.safetensors"), {})),
    "a header that is none": Told(change(("headers", SHARDS[1]), "none")),
    "a tensor less": Told(change(ROW, None)),
    "a tensor more": Told(
        change((*ROW[:2], "x"), {"dtype": "F16", "shape": [0], "data_offsets": [0, 0]})
    ),
    "another precision": Told(change((*ROW, "dtype"), "F32")),
    "another shape": Told(change((*ROW, "shape"), [3])),
    "offsets that overlap": Told(change((*ROW, "data_offsets"), [2, 178])),
    "a shard that is longer": Told(
        lambda table: {"headers": table["headers"] | {SHARDS[0]: _doubled(table)}}
    ),
}


def _doubled(table):
    """A header with all tensors as 32-bit numbers: well-formed, and not what the index adds up."""
    rows = {}
    for name, row in table["headers"][SHARDS[0]].items():
        if name != "__metadata__":
            row = row | {"dtype": "F32", "data_offsets": [2 * it for it in row["data_offsets"]]}
        rows[name] = row
    return rows


def of_it(hub):
    """What was asked of the repository; the library may ask the hub for something of its own."""
    return [it for it in hub.log if REPO in it.path]


def test_all_headers_come_in_one_answer(four):
    found = find(REPO)
    assert found.listed
    asked = [it.path.rsplit("/", 1)[1] for it in of_it(four)]
    assert asked == ["config.json", INDEX, INDEX, "config.json"]
    assert found.requests == 4
    assert found.bytes_read == sum(it.sent for it in of_it(four))


def test_it_says_the_same_as_the_files_but_for_their_lengths(four):
    listed = find(REPO)
    four.lists_headers = False
    read = find(REPO)
    assert (listed.listed, read.listed) == (True, False)
    assert listed.inventory.tensors == read.inventory.tensors
    assert (listed.stored_bytes, listed.stored_elements) == (
        read.stored_bytes,
        read.stored_elements,
    )
    assert {part.file_bytes for part in listed.inventory.parts} == {None}
    assert None not in {part.file_bytes for part in read.inventory.parts}


def test_a_mirror_of_the_hub_has_no_list_and_is_read_file_by_file(four):
    four.lists_headers = False
    assert find(REPO).requests == 3 + 4


@pytest.mark.parametrize("fault", UNFIT.values(), ids=UNFIT)
def test_a_list_that_is_not_what_the_index_says_is_not_taken(four, fault):
    fault.at = "api"
    four.faults[f"{REPO}/{INDEX}"] = fault
    found = find(REPO)
    assert not found.listed
    assert found.stored_elements == sum(it.elements for it in tiny_llama())
    assert None not in {part.file_bytes for part in found.inventory.parts}


class Moved(Fault):
    """Lets the branch move on to another commit, once the list was asked for."""

    def __init__(self, hub):
        super().__init__(at="api")
        self.hub = hub

    def told(self, request, answer, closing):
        self.hub.commits[REPO], before = "f" * 40, self.hub.commit(REPO)
        self.hub.revisions[REPO] = {before}
        return answer


def test_a_list_of_perhaps_another_commit_is_not_taken(four):
    before = four.commit(REPO)
    four.faults[f"{REPO}/{INDEX}"] = Moved(four)
    assert not find(REPO).listed
    shards = [it.path for it in of_it(four) if "/resolve/" in it.path and SHARDS[0] in it.path]
    assert shards
    assert all(f"/{before}/" in it for it in shards)


def test_of_another_revision_than_main_no_list_is_asked_for(four):
    assert not find(f"{REPO}@{four.commit(REPO)}").listed
    assert not any(it.path.startswith("/api/") for it in of_it(four))


def test_to_verify_and_to_record_files_are_read(four, tmp_path):
    assert not mirror(REPO, None, tmp_path / "here").listed
    assert not any(it.path.startswith("/api/") for it in of_it(four))


def test_the_library_takes_the_same_list(four):
    read = HfApi(endpoint=four.url, token=False).get_sharded_safetensors_metadata(REPO)
    assert set(read.files_metadata) == set(SHARDS)
    assert read.weight_map.keys() == {it.name for it in tiny_llama()}
