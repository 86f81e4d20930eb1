"""Attestations of weights in a folder: no commit says which they are, so that digests have to."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from claims._checkpoints.attestations import file
from claims._checkpoints.attestations.attestation import WholeFile
from claims._checkpoints.attestations.fitting import substance
from claims._checkpoints.attestations.making import Making, Wording
from claims._checkpoints.attestations.standing import Standing
from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._checkpoints.recording import make
from claims._checkpoints.source import Recorded
from tests.hub.true_size import place

FINE = Path(__file__).parents[1] / "fixtures/attestations/of_a_folder.toml"
SHA = "a" * 64


def test_it_counts_although_it_has_no_address():
    made = file.load(FINE)
    assert made.counts
    assert not made.of_the_hub
    assert Standing.of(made).where == "on files in a folder"


@pytest.mark.parametrize(
    "old, new, key, expected",
    [
        ("weights passed", "config passed", "claims[0].units[0].outcome", "by weights alone"),
        ('"folder"', '"folder"\nendpoint = "https://a"', "endpoint", "none"),
        ("weights_bytes", 'revision = "a"\nweights_bytes', "checkpoints[0].revision", "none"),
        (f'5171\nsha256 = "{SHA}"', '1\nsha256 = "1"', "checkpoints[0].weights[0].sha256", "a SHA"),
        ("[[checkpoints.weights]]", "[[checkpoints.more]]", "checkpoints[0].more", "one of id"),
    ],
)
def test_only_what_its_weights_show_is_taken(tmp_path, old, new, key, expected):
    text = FINE.read_text()
    assert old in text
    path = tmp_path / "a.toml"
    path.write_text(text.replace(old, new))
    with pytest.raises(file.AttestationError) as refused:
        file.load(path)
    assert refused.value.key == key
    assert expected in refused.value.expected


def test_without_weights_files_it_is_refused(tmp_path):
    before, _, rest = FINE.read_text().partition("[[checkpoints.weights]]")
    path = tmp_path / "a.toml"
    path.write_text(before + rest[rest.index("[[checkpoints]]") :])
    with pytest.raises(file.AttestationError, match=r"checkpoints\[0\].weights: expected the weig"):
        file.load(path)


def test_its_files_are_held_against_what_was_published():
    known = Recorded().record("gpt2")
    (pin,) = [it for it in known.pins if it.name == "model.safetensors"]

    def misfits(sha256):
        made = file.load(FINE)
        whole = WholeFile(pin.name, pin.size, sha256)
        first = evolve(
            made.checkpoints[0], record=substance(known), files=made.checkpoints[0].files[1:]
        )
        read = evolve(first, weights=(whole,))
        return Standing.of(evolve(made, checkpoints=(read,))).misfits

    assert misfits(pin.sha256) == {}
    assert misfits(SHA) == {"gpt2": "the model.safetensors that was read isn't the published one"}


@pytest.mark.parametrize("name", [it.id for it in catalogue()])
def test_of_every_checkpoint_the_files_in_a_folder_are_told(name, tmp_path):
    repo = place(tmp_path, name)
    for folder in (tmp_path, tmp_path / repo):
        making = Making("Ada", date(2026, 11, 28), Wording(folder), "folder")
        making.read_here(checkpoint(name), make(checkpoint(name), folder), ())
        (read,) = making.checkpoints
        told = [it.name.rpartition(".")[2] for it in read.files]
        assert read.repo == repo
        assert {*told} == {"json", "safetensors"}
