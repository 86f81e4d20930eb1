"""Every checkpoint stands in one table, and on its own page each fact has its file."""

from datetime import date

import pytest
from attrs import evolve
from bs4 import BeautifulSoup

from claims._checkpoints.catalogue import Checkpoint, catalogue
from claims._checkpoints.fact import Fact
from claims._checkpoints.inventory import Tensor
from claims._checkpoints.published_file import Pin, PublishedFile
from claims._checkpoints.reconciliation import Met, Reconciliation, StoredBuffer
from claims._checkpoints.record import Record
from claims._core.words import Evidence
from claims._views.checkpoint_page import checkpoint_page
from claims._views.comparison import comparison
from claims._views.overviews.checkpoints import HEADS, describe, draw
from claims._views.recorded import recorded
from tests.views.made_up import HOSTILE, entry, place, unit

SHA = "0123456789abcdef" * 4
OWN = PublishedFile("a/b", "config.json", SHA, 843, "own", "bytes match a published hash")
SIBLING = PublishedFile("c/d", "config.json", SHA, 843, "sibling", "found", "a conversion")
NEEDED = {
    "architecture": "LlamaForCausalLM",
    "hidden_size": 4096,
    "query_heads": 32,
    "vocabulary": 32000,
}


def soup(html):
    return BeautifulSoup(html, "lxml")


def checkpoint(**changes):
    made = {
        "id": "made-up",
        "hub": "a/b",
        "released": date(2023, 7, 18),
        "family": "llama",
        "generation": "llama-2",
        "sources": (),
    }
    return Checkpoint(**made | changes)


def record(layers=None, **changes):
    facts = {word: Fact(value, Evidence.CODE, "made up") for word, value in NEEDED.items()}
    layers = layers or Fact(32, Evidence.CONFIG, "config.json of a/b", OWN.path)
    made = {"id": "made-up", "facts": facts | {"layers": layers}, "files": (OWN, SIBLING)}
    return Record(**made | changes)


def reconciliation(kind="exact", **changes):
    return Reconciliation(kind, 6738415616, "transformers 5", **changes)


def page(known=None, of=None, entries=()):
    return soup(checkpoint_page(place(*entries), of or checkpoint(), known))


def fact(shown, word):
    """What states a fact, and the cells of its row."""
    rows = {it.th.get_text(): it for it in shown.select(".facts tr:has(th[scope=row])")}
    return rows[word].parent.select_one("th[scope=rowgroup]"), *rows[word].select("td")


def about(shown):
    """What the lists of names and values say."""
    return {it.get_text(): it.find_next_sibling("dd").get_text() for it in shown.select("dt")}


def test_every_checkpoint_has_a_row_that_leads_to_its_page():
    shown = soup(draw(place()))
    rows = shown.select("tbody tr")
    assert [it.th.get_text() for it in rows] == [it.id for it in catalogue()]
    assert rows[0].a["href"] == "../checkpoints/gpt2/"
    assert len(rows[0].select("th, td")) == len(HEADS)
    assert [it.partition(":")[0] for it in describe(place())] == [it.id for it in catalogue()]


def test_the_count_and_how_it_was_met_come_out_of_the_record():
    shown = soup(draw(place()))
    row = next(it for it in shown.select("tbody tr") if it.th.get_text() == "gpt2")
    known = recorded(catalogue()[0]).reconciliation
    assert row.select("td")[1].get_text() == f"{known.parameters:,}"
    assert row.select("td")[2].get_text() == "names and bytes"
    (line,) = (it for it in describe(place()) if it.startswith("llama-2-13b:"))
    assert "reconciled names and bytes of a sibling," in line


def test_the_comparison_leads_to_the_checkpoints():
    shown = soup(comparison(place(), "made_up", {"size": "Size"}))
    assert shown.select_one("tbody th a")["href"] == "../checkpoints/gpt2/"


def test_a_fact_names_its_file_and_how_surely_it_is_the_published_one():
    origin, value, evidence, _ = fact(page(record()), "layers")
    assert value.get_text() == "32"
    assert evidence.get_text() == "config"
    assert origin.a["href"] == "#file-1"
    assert "0123456789ab…, bytes match a published hash" in origin.small.get_text()


def test_a_fact_that_no_file_states_says_what_it_rests_on():
    origin, _, evidence, _ = fact(page(record()), "vocabulary")
    assert (evidence.get_text(), origin.get_text()) == ("code", "made up")


def test_a_fact_of_a_sibling_names_it():
    of_sibling = Fact(32, Evidence.CONFIG, "config.json of c/d", SIBLING.path)
    origin, *_ = fact(page(record(of_sibling)), "layers")
    assert origin.select("small")[1].get_text() == "sibling: a conversion"
    assert origin.a["href"] == "#file-2"


def test_what_states_several_facts_is_named_once():
    titles = [it.get_text() for it in page(record()).select(".facts th[scope=rowgroup]")]
    assert len(titles) == len(set(titles)) < len(NEEDED)


def test_files_that_agree_and_files_that_do_not_are_told_apart():
    paths = {"confirmed_by": (SIBLING.path,), "disputed_by": ("e/f/config.json",)}
    stated = Fact(32, Evidence.CONFIG, "config.json of a/b", OWN.path, **paths)
    others = fact(page(record(stated)), "layers")[3]
    words = [it.get_text() for it in others.select("div")]
    assert words == ["confirmed by c/d/config.json", "disputed by e/f/config.json"]


def test_every_file_is_shown_with_its_whole_hash():
    shown = page(record())
    assert shown.select_one("#file-1 code").get_text() == SHA
    assert "a sibling" in shown.select_one("#file-2").get_text()


def test_which_file_it_is_stands_below_its_name_and_takes_no_column():
    file = page(record()).select_one("#file-2")
    assert [it.get_text() for it in file.th.contents] == [SIBLING.path, SIBLING.words]
    assert page(record()).select_one("#file-1 small") is None


def test_the_weights_say_what_was_met_and_what_is_no_parameter():
    buffer = StoredBuffer("h.{0..11}.attn.bias", 12, "F32", 50331648)
    tensors = (Tensor("h.0.w", None, (768, 2304)), Tensor("h.1.w", None, (768, 2304)))
    met = Met("a/b/index.json", "148 names")
    known = reconciliation(buffers=(buffer,), against=(met,), ties=("a = b",), tensors=tensors)
    shown = page(record(reconciliation=known))
    assert about(shown)["Parameters"] == "6,738,415,616"
    assert about(shown)["Reconciled"] == "names and bytes"
    assert "Stored bytes" not in about(shown)
    words = shown.get_text(" ")
    assert "a/b/index.json: 148 names" in words
    assert "a = b" in words
    assert "h.{0..11}.attn.bias (12 of them), F32, 50,331,648 bytes" in words
    (row,) = shown.select(".proof tbody tr")
    assert (row.th.get_text(), row.td.get_text()) == ("h.{0..1}.w", "768 × 2304")


def test_what_was_met_in_a_siblings_files_is_told_as_such():
    met = (Met(SIBLING.path, "all names"), Met("c/d/weights.bin", "its size"))
    shown = page(record(reconciliation=reconciliation(against=met)))
    assert about(shown)["Reconciled"] == "names and bytes of a sibling: a conversion"
    words = shown.get_text(" ")
    assert f"{SIBLING.path} (a sibling: a conversion): all names" in words
    assert "c/d/weights.bin (a sibling: a conversion): its size" in words
    both = page(record(reconciliation=reconciliation(against=(*met, Met(OWN.path, "names")))))
    assert about(both)["Reconciled"] == "names and bytes"


def test_what_was_met_in_a_repository_that_nothing_here_ties_to_its_own_is_told_as_such():
    met = (Met("e/f/weights.bin", "its size"), Met("a/b/weights.bin", "its size"))
    words = page(record(reconciliation=reconciliation(against=met))).get_text(" ")
    assert "e/f/weights.bin (in a repository that isn't the checkpoint's own): its size" in words
    assert "a/b/weights.bin: its size" in words


def test_a_siblings_file_that_is_its_own_by_its_bytes_says_of_what():
    own = evolve(SIBLING, relation="own", words="the same bytes as a/b/index.json")
    known = reconciliation(against=(Met(own.path, "names"),))
    words = page(record(files=(OWN, own), reconciliation=known)).get_text(" ")
    assert f"{own.path} (the same bytes as a/b/index.json): names" in words


def test_where_nothing_is_published_the_page_says_so():
    shown = page(record(reconciliation=reconciliation("none")))
    assert about(shown)["Reconciled"] == "nothing published"


def test_pins_are_shown():
    shown = page(record(pins=(Pin("a/b", "model.safetensors", 548105171, SHA, "607a30d7"),)))
    assert "548,105,171" in shown.get_text(" ")


def test_its_claims_come_with_their_outcome_on_it():
    units = [unit("made-up", "passed", layers=32), unit("other"), unit("made-up-2")]
    pair = entry("made_up/pair", outcomes=[unit("made-up against gpt2-xl", "failed")])
    shown = page(record(), entries=[entry(outcomes=units), pair, entry("made_up/none")])
    rows = shown.select(".statements tbody tr")
    assert [it.a["href"] for it in rows] == [
        "../claims/made_up/statement/",
        "../claims/made_up/pair/",
    ]
    assert [it.td.get_text() for it in rows] == ["passed", "failed"]
    assert rows[1].small.get_text() == "made-up against gpt2-xl"


def test_without_a_record_the_page_says_so():
    assert "no record of it yet" in page(None).get_text()


def test_a_revision_that_nobody_states_is_told_of():
    assert about(page(record()))["Revision"] == "none stated"
    noted = page(record(), checkpoint(revision="abc", note="Published alone."))
    assert about(noted)["Revision"] == "abc"
    assert about(noted)["Note"] == "Published alone."


def test_hostile_strings_stay_text():
    file = PublishedFile("a/b", HOSTILE, SHA, 1, "sibling", HOSTILE, HOSTILE, HOSTILE)
    stated = Fact(32, Evidence.CONFIG, HOSTILE, file.path, (file.path,))
    known = record(
        stated,
        files=(file,),
        pins=(Pin("a/b", HOSTILE, 1, SHA, HOSTILE, HOSTILE),),
        reconciliation=reconciliation(
            ties=(HOSTILE,),
            against=(Met(HOSTILE, HOSTILE),),
            buffers=(StoredBuffer(HOSTILE, 1, HOSTILE, 1),),
            tensors=(Tensor(HOSTILE, None, (1,)), Tensor("b")),
        ),
    )
    of = checkpoint(id=HOSTILE, hub=HOSTILE, note=HOSTILE, revision=HOSTILE)
    made = entry(statement=HOSTILE, outcomes=[unit(HOSTILE, x=HOSTILE)])
    shown = page(known, of, [made])
    assert not shown.select("script")
    assert shown.get_text().count(HOSTILE) >= 15


@pytest.mark.parametrize("known", catalogue(), ids=lambda it: it.id)
def test_every_real_checkpoint_has_a_page(known):
    shown = page(recorded(known), known)
    assert shown.h1.get_text() == known.id
    anchors = {it["id"] for it in shown.select("[id]")}
    inside = [it["href"][1:] for it in shown.select("a[href^='#']")]
    assert inside
    assert [it for it in inside if it not in anchors] == []


def test_a_checkpoint_s_page_draws_how_it_is_built():
    known = next(it for it in catalogue() if it.id == "llama-7b")
    shown = soup(checkpoint_page(place(), known, recorded(known)))
    assert shown.select_one("#how-it-is-built + figure svg[role=img]")


def test_a_checkpoint_that_cannot_be_drawn_says_why():
    known = next(it for it in catalogue() if it.id == "llama-7b")
    tensors = (Tensor(f"{HOSTILE}.weight", shape=(1,)),)
    odd = evolve(recorded(known), reconciliation=Reconciliation("none", 1, "x", tensors=tensors))
    shown = soup(checkpoint_page(place(), known, odd))
    assert f"{HOSTILE}.weight has no place" in shown.select_one("#how-it-is-built + p").get_text()
    assert not shown.select("script")
