"""Attestations: what is refused of a file, by its key, and what of a good one is current."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from claims._checkpoints.attestations import file
from claims._checkpoints.attestations.attestation import HUB, FileRead
from claims._checkpoints.attestations.author import author, slug
from claims._checkpoints.attestations.fitting import code_of, substance
from claims._checkpoints.attestations.making import Making, Wording, endpoint
from claims._checkpoints.attestations.standing import Standing, standings
from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.hub.repository import Mirrored
from claims._checkpoints.source import Recorded
from claims._core.errors import ClaimError, Refused
from claims._core.published import PublishedUnit

FINE = Path(__file__).parents[1] / "fixtures/attestations/fine.toml"
SHA, COMMIT = "a" * 64, "b" * 40
CLAIM = "attention/llama_heads_are_128_wide"

# What is changed in the good file → the key that is named, and what was expected of it.
REFUSED = [
    ("format = 1", "format = 2", "format", "1"),
    ("format = 1", "format = ", "the whole file", "TOML"),
    ("format = 1", "format = 1\nnew = 1", "new", "one of by, on"),
    ('"Ada Lovelace"', "1", "by", "a text"),
    ('"Ada Lovelace"', '" "', "by", "a name of 1 to 80 characters"),
    ('"Ada Lovelace"', f'"{"a" * 81}"', "by", "a name of 1 to 80 characters"),
    ('"Ada Lovelace"', r'"Ada\u001b[31m"', "by", "a text on one line"),
    ('"Ada Lovelace"', r'"Ada\nLovelace"', "by", "a text on one line"),
    ('"Ada Lovelace"', r'"\u202eAda"', "by", "a text on one line"),
    ("2026-11-24", '"today"', "on", "a date"),
    ('source = "hub"', 'source = "home"', "source", "one of hub"),
    ('"https://huggingface.co"', '"javascript:alert(1)"', "endpoint", "an address such as"),
    ('"https://huggingface.co"', '"https://a/b?token=c"', "endpoint", "an address such as"),
    (f'"{COMMIT}"', '"main"', "checkpoints[0].revision", "a commit"),
    (f'revision = "{COMMIT}"', "", "checkpoints[0].revision", "a commit"),
    (f'record = "{SHA}"', 'record = "1"', "checkpoints[0].record", "a SHA-256"),
    (f'sha256 = "{SHA}"', 'sha256 = "1"', "checkpoints[0].files[0].sha256", "a SHA-256"),
    ("requests = 4", "requests = true", "checkpoints[0].requests", "a whole number"),
    ('untested = "gated"', 'untested = "gated"\nrevision = "a"', "checkpoints[1].untested", "noth"),
    ('"llama-3-8b"', '"llama-7b"', "checkpoints", "each id once"),
    (f'"{CLAIM}"', '"../../setup"', "claims[0].id", "section/name"),
    (f'code = "{SHA}"', 'code = "1"', "claims[0].code", "a SHA-256"),
    (
        'unit = "llama-7b"',
        'unit = "llama-3-8b"',
        "claims[0].units[0].unit",
        "checkpoints that were",
    ),
    ('"passed: config passed', '"fine: config passed', "claims[0].units[0].outcome", "outcomes as"),
    ('"passed: config passed', '"failed: config passed', "claims[0].units[0].outcome", "outcomes"),
    ("config passed, weights untested", "", "claims[0].units[0].outcome", "outcomes as in"),
    ('["config"]', '["hope"]', "claims[0].units[0].evidence[0]", "one of paper, code"),
    ("head_width = 128", "head_width = nan", "claims[0].units[0].observed", "finite numbers"),
    ("head_width = 128", "day = 2026-11-24", "claims[0].units[0].observed", "numbers, words"),
    ("head_width = 128", r'a = "\u0007"', "claims[0].units[0].observed.a", "a text on one line"),
]


@pytest.mark.parametrize("old, new, key, expected", REFUSED, ids=[it[2] for it in REFUSED])
def test_a_malformed_file_is_refused_by_file_and_key(tmp_path, old, new, key, expected):
    text = FINE.read_text()
    assert old in text
    path = tmp_path / "2026-11-24-ada.toml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(file.AttestationError) as refused:
        file.load(path)
    assert (refused.value.path, refused.value.key) == (path, key)
    assert expected in refused.value.expected
    assert "\n" not in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_one_that_read_nothing_is_refused(tmp_path):
    before, _, rest = FINE.read_text().partition("[[checkpoints]]")
    unread = rest.partition("[[checkpoints]]")[2].partition("[[claims]]")[0]
    (tmp_path / "a.toml").write_text(f"{before}[[checkpoints]]{unread}")
    with pytest.raises(file.AttestationError, match="checkpoints: expected one that was read"):
        file.load(tmp_path / "a.toml")


def test_what_is_no_text_is_refused(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(file.AttestationError, match="the whole file"):
        file.load(tmp_path / "a.toml")


def test_what_is_written_is_read_as_it_was(tmp_path):
    fine = file.load(FINE)
    file.write(fine, tmp_path / "a.toml")
    assert file.load(tmp_path / "a.toml") == fine


def test_what_could_not_be_read_again_is_not_written(tmp_path):
    with pytest.raises(file.AttestationError):
        file.write(evolve(file.load(FINE), by="a\nb"), tmp_path / "a.toml")
    assert not list(tmp_path.iterdir())


def test_every_committed_attestation_can_be_read():
    assert len(standings()) == len(list(file.FOLDER.glob("*.toml")))


@pytest.mark.parametrize(
    "name, part",
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("  Émile <i>Borel</i> ", "emile-i-borel-i"),
        ("../../x", "x"),
        ("李明", "aa227102"),
    ],
)
def test_a_name_becomes_a_part_of_a_files_name(name, part):
    assert slug(author(name)) == part


@pytest.mark.parametrize(
    "told, kept",
    [
        (HUB, HUB),
        (f"{HUB}/", HUB),
        ("http://127.0.0.1:80", "http://127.0.0.1:80"),
        ("https://me:secret@huggingface.co", f"{HUB}/…"),
        ("https://huggingface.co/secret", f"{HUB}/…"),
        ("https://mirror.example/a?token=secret", "https://mirror.example/…"),
    ],
)
def test_an_endpoint_is_told_without_secrets_and_only_the_hub_is_the_hub(monkeypatch, told, kept):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "ENDPOINT", told)
    assert endpoint() == kept
    assert (endpoint() == HUB) == (told.rstrip("/") == HUB)


def test_what_is_said_loses_the_paths_of_the_machine():
    worded = Wording(Path("/tmp/claims-hub-x"))
    said = "/tmp/claims-hub-x/owner/name/config.json: no JSON in owner/name/a.json"
    assert worded(Refused(said)) == "owner/name/config.json: no JSON in owner/name/a.json"
    error = ClaimError(
        "/home/ada/claims/a/b.py", 3, "raised OSError: '/home/ada/x/y': no https://a/b"
    )
    assert worded(error) == "raised OSError: 'y': no https://a/b"
    assert worded("a\nb\x1b[31m") == "a b\\u001b[31m"
    assert worded.all({"a": None, "b": [None, "c\nd"]}) == {"b": ["none", "c d"]}


@pytest.mark.parametrize("commit", [None, "main", "b" * 39])
def test_a_checkpoint_without_a_commit_is_not_attested(commit):
    making = Making("Ada", date(2026, 11, 24), Wording(Path("/tmp/x")))
    read = Mirrored(Path("/tmp/x"), commit, 1, 1)
    with pytest.raises(Refused, match="expected the server to name the commit"):
        making.read(checkpoint("gpt2"), read, Recorded().record("gpt2"), ())
    assert not making.there


def fitting(**changes):
    """An attestation that fits what is here, but for some changes of the checkpoint."""
    fine = file.load(FINE)
    first = evolve(fine.checkpoints[0], record=substance(Recorded().record("llama-7b")))
    claim = evolve(fine.claims[0], code=code_of(CLAIM))
    return evolve(fine, checkpoints=(evolve(first, **changes),), claims=(claim,))


def why(attestation):
    now = Standing.of(attestation)
    return now.stale(CLAIM, now.claim(CLAIM).units[0])


def test_one_that_fits_is_current():
    assert why(fitting()) == ""


def test_a_changed_record_is_told():
    assert why(fitting(record=SHA)) == "llama-7b: its record has changed since"


def test_another_repository_is_told():
    assert "no llama-7b that is published as evil/llama-7b" in why(fitting(repo="evil/llama-7b"))


@pytest.mark.parametrize("name", ["config.json", "model.safetensors.index.json"])
def test_a_file_that_is_not_the_recorded_one_is_told(name):
    known = Recorded().record("llama-2-7b")
    pinned = "01c7f73d771dfac7d292323805ebc428287df4f9"
    read = {"id": "llama-2-7b", "repo": "meta-llama/Llama-2-7b-hf", "record": substance(known)}
    hashes = {it.name: it.sha256 for it in known.files if it.repo == read["repo"]}
    made = fitting(**read, revision=pinned, files=(FileRead(name, hashes[name]),))
    assert Standing.of(made).misfits == {}
    other = fitting(**read, revision=pinned, files=(FileRead(name, SHA),))
    assert Standing.of(other).misfits == {
        "llama-2-7b": f"the {name} that was read isn't the recorded one"
    }
    unpinned = fitting(**read, files=(FileRead(name, hashes[name]),))
    assert "the catalogue pins 01c7f73d" in Standing.of(unpinned).misfits["llama-2-7b"]


def test_an_index_that_is_pinned_alone_is_held_against_its_pin():
    known = Recorded().record("llama-3.1-70b")
    (pin,) = [it for it in known.pins if it.name.endswith(".json")]
    read = {"id": "llama-3.1-70b", "repo": pin.repo, "record": substance(known)}
    read["revision"] = "349b2ddb53ce8f2849a6c168a81980ab25258dac"
    made = fitting(**read, files=(FileRead(pin.name, pin.sha256),))
    assert Standing.of(made).misfits == {}
    assert Standing.of(fitting(**read, files=(FileRead(pin.name, SHA),))).misfits


def test_a_whole_files_hash_says_nothing_of_its_header():
    known = Recorded().record("gpt2")
    read = {"id": "gpt2", "repo": "openai-community/gpt2", "record": substance(known)}
    read["revision"] = "607a30d783dfa663caf39e06633721c8d4cfcd7e"
    made = fitting(**read, files=(FileRead("model.safetensors", SHA),))
    assert Standing.of(made).misfits == {}


@pytest.mark.parametrize(
    "measured, known, found",
    [
        ("passed: config passed", "passed: config passed", 0),
        ("failed: config failed", "passed: config passed", 1),
        ("passed: config passed, tensors untested", "passed: config passed, tensors passed", 0),
        ("passed: tensors passed", "untested: tensors untested", 0),
        ("failed: config passed, weights failed", "passed: config passed, weights untested", 1),
    ],
)
def test_results_differ_only_where_both_were_run(measured, known, found):
    unit = evolve(file.load(FINE).claims[0].units[0], outcome=measured)
    assert len(unit.differences(PublishedUnit.parse(known))) == found
