"""What pages show of a data file is what that says, as soon as it is saved."""

import hashlib
import json
import re

import pytest
from playwright.sync_api import expect

from tests.pages.test_attested_site import CLAIM, FINE
from tests.serving.served import CHROMIUM, MISSING
from tests.serving.test_browser import UP, checked

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
RECORD = "claims/_checkpoints/records/llama-7b.toml"


@pytest.fixture
def edited(house):
    """Edits a file, and puts back what it said before."""
    before = {}

    def edit(name, old, new):
        before.setdefault(name, (house.folder / name).read_text())
        house.edit(name, old, new)

    yield edit
    for name, text in before.items():
        house.save(name, text)
    house.wait_until_checked()


def test_a_saved_record_is_shown_on_its_checkpoint_s_page(tab, edited):
    page = tab("/checkpoints/llama-7b/")
    content = page.locator(".md-content__inner")
    expect(content).to_contain_text(re.compile("2,?048"))
    checked(page)
    edited(RECORD, "value = 2048", "value = 7171")
    expect(content).to_contain_text(re.compile("7,?171"))
    checked(page)


def test_results_for_machines_are_the_present_ones(house, tab):
    page = tab("/claims/made/up/")
    checked(page)
    assert "confirmed" in house.get("/claims/made/up/badge.svg")
    turned = house.found[UP].replace("width > 1", "width < 2").replace('"failed"', '"passed"')
    house.save(UP, turned)
    expect(page.locator(".verdict").first).to_contain_text("refuted")
    (up,) = json.loads(house.get("/claims.json"))["claims"]
    assert (up["id"], up["verdict"]) == ("made/up", "refuted")
    assert "refuted" in house.get("/claims/made/up/badge.svg")


def test_an_overview_shows_the_record_as_it_was_saved(tab, edited):
    page = tab("/checkpoints/")
    content = page.locator(".md-content__inner")
    expect(content).to_contain_text("llama-7b")
    checked(page)
    edited(RECORD, "parameters = 6738415616", "parameters = 6738415617")
    expect(content).to_contain_text("6,738,415,617")
    checked(page)


def test_what_others_ran_is_shown_when_it_is_saved_and_when_it_no_longer_fits(house, tab):
    page, checkpoint = tab("/claims/made/up/"), tab("/checkpoints/llama-7b/")
    checked(page)
    code = hashlib.sha256(house.found[UP].encode()).hexdigest()
    text = FINE.read_text().replace(CLAIM, 'id = "made/up"')
    text = re.sub('(?m)^code = ".*"', f'code = "{code}"', text)
    path = house.folder / "claims/attestations/2026-11-24-ada-lovelace.toml"
    path.parent.mkdir(exist_ok=True)
    try:
        path.write_text(text)
        told = page.locator(".attestation")
        expect(told).to_contain_text("Ada Lovelace")
        expect(told).not_to_contain_text("the claim has changed since")
        expect(checkpoint.locator(".md-content__inner")).to_contain_text("Ada Lovelace")
        house.edit(UP, "width > 1", "width > 2")
        expect(told).to_contain_text("the claim has changed since")
        (up,) = json.loads(house.get("/claims.json"))["claims"]
        assert up["attestations"][0]["outcomes"][0]["stale"] == "the claim has changed since"
        path.write_text("format = ")
        expect(page.locator(".banner")).to_contain_text("expected TOML")
        path.write_text(text)
        expect(page.locator(".banner")).to_have_count(0)
    finally:
        path.unlink()
    expect(page.locator(".attestation")).to_have_count(0)
