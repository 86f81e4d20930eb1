"""Records: their text, their refusals, and the committed ones."""

import attrs
import pytest

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.inventory import Tensor
from claims._checkpoints.record import RecordError, dump, load, write
from claims._checkpoints.recording import make_foreign
from claims._checkpoints.repeated_names import expand, fold
from claims._checkpoints.source import RECORDS, Recorded
from claims._checkpoints.tensor_table import tensor_rows, tensors_from_rows
from tests.checkpoints.made_up import tiny_llama_folder

PARAMETERS = {
    "gpt2": 124_439_808,
    "gpt2-medium": 354_823_168,
    "gpt2-large": 774_030_080,
    "gpt2-xl": 1_557_611_200,
    "llama-7b": 6_738_415_616,
    "llama-13b": 13_015_864_320,
    "llama-30b": 32_528_943_616,
    "llama-65b": 65_285_660_672,
    "llama-2-7b": 6_738_415_616,
    "llama-2-13b": 13_015_864_320,
    "llama-2-70b": 68_976_648_192,
    "llama-3-8b": 8_030_261_248,
    "llama-3-70b": 70_553_706_496,
    "llama-3.1-8b": 8_030_261_248,
    "llama-3.1-70b": 70_553_706_496,
    "llama-3.1-405b": 405_853_388_800,
    "llama-3.2-1b": 1_235_814_400,
    "llama-3.2-3b": 3_212_749_824,
    "llama-3.3-70b": 70_553_706_496,
}


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_committed_record_comes_back_byte_for_byte(name):
    path = RECORDS / f"{name}.toml"
    record = load(path)
    assert record.id == name
    assert dump(record).encode() == path.read_bytes()
    assert record.reconciliation.parameters == PARAMETERS[name]


def test_the_committed_records_stay_small():
    assert sum(path.stat().st_size for path in RECORDS.glob("*.toml")) < 300_000


def test_every_fact_of_a_committed_record_says_what_it_rests_on():
    for each in catalogue():
        record = Recorded().record(each.id)
        for word, fact in record.facts.items():
            assert fact.origin, (each.id, word)
            assert fact.file or fact.evidence in ("code", "paper"), (each.id, word)


def test_what_no_file_states_is_labelled_so():
    facts = Recorded().record("llama-13b").facts
    assert (facts["context"].value, facts["context"].evidence) == (2048, "paper")
    assert (facts["rope_theta"].value, facts["rope_theta"].evidence) == (10000.0, "code")
    assert (facts["feed_forward_size"].value, facts["feed_forward_size"].evidence) == (
        13824,
        "code",
    )
    assert "dtype" not in facts


def test_names_are_folded_and_come_back_exactly():
    names = [f"h.{at}.attn.{leaf}" for at in (0, 1, 2, 7) for leaf in ("w", "b")]
    names += ["wte", "h.07.w", "{odd}.3.name", "x.{0..2}.y", "h.1000000000.w", "{{5..6}}", ""]
    patterns = fold(names)
    assert "h.{0..2}.attn.w" in patterns
    assert "h.7.attn.w" in patterns
    assert expand(patterns) == sorted(names)


def test_a_pattern_without_end_is_refused():
    with pytest.raises(ValueError, match="at most"):
        expand(["h.{0..9999999}.w"])


def test_tensors_come_back_from_their_rows():
    tensors = [Tensor(f"h.{at}.w", "F32", (2, 3)) for at in range(3)]
    tensors += [Tensor("bare"), Tensor("scalar", "F16", ())]
    rows = tensor_rows(tensors)
    assert len(rows) == 3
    assert tensors_from_rows(rows) == tuple(sorted(tensors, key=lambda it: it.name))


@pytest.fixture
def tiny(tmp_path):
    return make_foreign("tiny", tiny_llama_folder(tmp_path / "tiny"))


def test_a_record_is_written_and_loaded(tiny, tmp_path):
    path = tmp_path / "tiny.toml"
    write(tiny, path)
    first = path.read_bytes()
    assert load(path) == tiny
    write(tiny, path)
    assert path.read_bytes() == first
    assert sorted(it.name for it in tmp_path.iterdir()) == ["tiny", "tiny.toml"]


def test_an_interrupted_write_leaves_the_old_record_whole(tiny, tmp_path, monkeypatch):
    path = tmp_path / "tiny.toml"
    write(tiny, path)
    before = path.read_bytes()

    def stop(descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr("claims._core.atomic.os.fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write(attrs.evolve(tiny, id="other"), path)
    assert path.read_bytes() == before
    assert [it.name for it in tmp_path.iterdir() if it.name.startswith(".")] == []


REFUSED = {
    "no TOML": (lambda text: text + "[[[", "the whole file: expected TOML"),
    "another format": (lambda text: text.replace("format = 1", "format = 2"), "format: expected 1"),
    "a wrong kind": (lambda text: text.replace('id = "tiny"', "id = 3"), "id: expected a text"),
    "an unknown key": (lambda text: "token = 1\n" + text, "token: expected one of"),
    "unknown evidence": (
        lambda text: text.replace('evidence = "config"', 'evidence = "rumour"', 1),
        r"evidence: expected one of paper.*'rumour'",
    ),
    "an impossible value": (
        lambda text: text.replace("value = 11\n", "value = -11\n"),
        r"facts\.vocabulary\.value: expected a whole number above 0, got -11",
    ),
    "a missing fact": (lambda text: text.replace("[facts.layers]", "[facts.nothing]"), "layers"),
    "a file that it doesn't have": (
        lambda text: text.replace('file = "tiny (a', 'file = "other (a', 1),
        r"expected a file of this record, got .other \(a folder of one.*own\)/config\.json",
    ),
    "a shape that is none": (lambda text: text.replace('"11x8"', '"11by8"'), "tensors: expected"),
}


@pytest.mark.parametrize("spoil, words", REFUSED.values(), ids=REFUSED)
def test_a_spoilt_record_is_refused(tiny, tmp_path, spoil, words):
    path = tmp_path / "tiny.toml"
    text = dump(tiny)
    assert spoil(text) != text
    path.write_text(spoil(text))
    with pytest.raises(RecordError, match=words) as refusal:
        load(path)
    assert str(path) in str(refusal.value)
