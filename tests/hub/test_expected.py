"""One request a header, and little more than the header, from what other headers tell."""

import json
import random

import pytest
from huggingface_hub import constants

from claims._checkpoints.hub.expected import Expected, likely_length, telling_first
from claims._checkpoints.hub.repository import mirror
from claims._checkpoints.inventory import Part, Tensor
from claims._checkpoints.safetensors_header import parse_header
from tests.hub.server import serving
from tests.hub.sparse_file import header_of
from tests.hub.true_size import place

SHAPES = {"mlp.up_proj.weight": (14336, 4096), "input_layernorm.weight": (4096,)}


def layers(*numbers, shapes=SHAPES, dtype="BF16"):
    """A file with some layers."""
    return [
        Tensor(f"model.layers.{at}.{name}", dtype, shape)
        for at in numbers
        for name, shape in shapes.items()
    ]


def names(tensors):
    return Part("file", tuple(Tensor(it.name) for it in tensors))


def header(tensors, in_order=False):
    return header_of(tensors, True, in_order=in_order)


def knowing(*files):
    known = Expected()
    for tensors in files:
        known.learn(len(header(tensors)), parse_header("it", header(tensors), None))
    return known


def over(known, tensors, **order):
    return known.length(names(tensors)) - len(header(tensors, **order))


def test_of_a_first_header_the_names_tell_enough():
    tensors = layers(*range(20))
    assert 0 <= likely_length(names(tensors)) - len(header(tensors)) < 0.1 * len(header(tensors))
    assert Expected().length(names(tensors)) == likely_length(names(tensors))


def test_layers_like_those_that_were_read_are_known_to_a_few_bytes_in_any_order():
    known = knowing(layers(0, 1), layers(2, 10), layers(11))
    tensors = layers(*range(12, 40))
    assert 0 <= over(known, tensors) <= 80
    for seed in range(20):
        random.Random(seed).shuffle(tensors)
        assert over(known, tensors, in_order=True) >= 0


def test_what_no_header_had_is_guessed():
    known = knowing(layers(0))
    tensors = [*layers(1), Tensor("lm_head.weight", "BF16", (128256, 4096))]
    assert known.length(names(tensors)) == likely_length(names(tensors))


def test_what_a_writer_says_of_its_file_is_expected_of_others():
    known, tensors = Expected(), layers(0)
    said = json.loads(header(tensors)) | {"__metadata__": {"format": "pt", "by": "x" * 500}}
    known.learn(len(json.dumps(said)), parse_header("it", json.dumps(said).encode(), None))
    assert over(known, layers(1)) >= 500


@pytest.mark.parametrize(
    ("name", "requests", "share"),
    [("llama-3.1-405b", 193, 1.01), ("llama-2-70b", 17, 1.03), ("gpt2", 4, 1.0)],
)
def test_no_more_is_read_than_headers_and_little_beside(
    name, requests, share, tmp_path, monkeypatch
):
    repo = place(tmp_path / "hub", name)
    there = list((tmp_path / "hub" / repo).iterdir())
    needed = sum(map(needs, there))
    with serving(tmp_path / "hub") as hub:
        monkeypatch.setattr(constants, "ENDPOINT", hub.url)
        read = mirror(repo, None, tmp_path / "here")
    assert read.requests == requests
    assert needed <= read.bytes_read <= share * needed


def needs(path):
    """Bytes of a file that are no data."""
    with path.open("rb") as file:
        first = int.from_bytes(file.read(8), "little")
    return 8 + first if path.suffix == ".safetensors" else path.stat().st_size


def test_files_that_tell_of_all_kinds_come_first():
    head = [Tensor("lm_head.weight")]
    parts = [Part(str(at), tuple(them)) for at, them in enumerate((layers(0), layers(1), head))]
    first, others = telling_first([*parts, Part("unknown", ())])
    assert [it.file for it in first] == ["0", "2", "unknown"]
    assert [it.file for it in others] == ["1"]


def test_where_layers_differ_the_larger_is_expected_whichever_was_read_first():
    small, large = (layers(0, shapes={"mlp.up_proj.weight": (it, 4096)}) for it in (9, 99999))
    for order in ((small, large), (large, small)):
        assert over(knowing(*order), small) == 8


def test_of_what_writers_say_the_most_is_expected():
    known = knowing(layers(0))
    known.besides.append(known.besides[0] + 300)
    assert over(known, layers(1)) >= 300
