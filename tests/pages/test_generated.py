"""Claims and checkpoints have pages without files, below the page that shows them all."""

from dataclasses import replace

from claims._checkpoints.catalogue import catalogue
from claims._pages.generated import generated
from claims._pages.page import DOCS
from tests.pages.small_site import SHOWN, page, showing
from tests.pages.test_site import KEYS, soup
from tests.views.made_up import entry, place


def test_every_claim_and_every_checkpoint_has_a_page():
    made = generated({"made_up/statement": entry()}, DOCS)
    checkpoints = [f"checkpoints/{it.id}.md" for it in catalogue()]
    assert list(made) == ["claims/made_up/statement.md", *checkpoints]
    assert made["checkpoints/gpt2.md"].title == "gpt2"
    assert "<h1>gpt2</h1>" in made["checkpoints/gpt2.md"].draw(place())


def test_a_claims_page_leads_back_to_its_section_if_that_has_a_page(tmp_path):
    for titles, found in (({"made_up": "Made up"}, True), ({}, False)):
        (made,) = generated({"made_up/statement": entry()}, tmp_path).values()
        assert ("claim-back" in made.draw(replace(place(), titles=titles))) == found


def test_without_a_page_of_all_checkpoints_none_has_one(tmp_path):
    assert generated({}, tmp_path) == {}


def test_a_checkpoints_page_is_built_and_its_links_lead_somewhere(site):
    site.pages["checkpoints.ipynb"] = page(showing(), SHOWN, KEYS)
    assert site.build() == []
    built = soup(site.read("checkpoints/llama-3.1-8b/index.html"))
    assert built.h1.get_text() == "llama-3.1-8b"
    assert built.select_one(".claim-back a")["href"] == "../../checkpoints/"
    assert built.title.get_text().startswith("llama-3.1-8b - ")
    told = built.select_one("meta[name=description]")["content"]
    assert told.startswith("llama-3.1-8b (meta-llama/Llama-3.1-8B, 2024-07-23), 8,030,261,248 p")


def test_a_claims_page_is_described_by_its_statement_verdict_and_finding(site):
    site.entries = [entry(finding='It has "none" & <b>.'), entry("made_up/other", finding="")]
    assert site.build() == []
    said = [
        soup(site.read(f"{it}index.html")).select_one("meta[name=description]")["content"]
        for it in ("claims/made_up/statement/", "claims/made_up/other/", "")
    ]
    statement = entry()["statement"]
    assert said[:2] == [f'{statement} Refuted: It has "none" & <b>.', f"{statement} Refuted."]
    assert said[2].startswith("GPT-2 and the LLaMA family compared")
