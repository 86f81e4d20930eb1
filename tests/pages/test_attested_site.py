"""Attestations reach the built pages; a malformed one is refused, or told to whoever is editing."""

import json
from pathlib import Path

import pytest

from claims._checkpoints.attestations import file
from tests.pages.test_site import soup

FINE = Path(__file__).parents[1] / "fixtures/attestations/fine.toml"
CLAIM = 'id = "attention/llama_heads_are_128_wide"'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with an attestation of the claim that a small site has, under a text it hasn't."""
    folder = tmp_path / "attestations"
    folder.mkdir()
    text = FINE.read_text().replace(CLAIM, 'id = "made_up/statement"')
    (folder / "2026-11-24-ada-lovelace.toml").write_text(text)
    monkeypatch.setattr(file, "FOLDER", folder)
    return folder


def test_an_attestation_is_on_the_claims_page_and_in_the_export(site, folder):
    assert site.build() == []
    page = soup(site.read("claims/made_up/statement/index.html"))
    summary = page.select_one(".attestation summary").get_text()
    assert summary.startswith("Run on the hub by Ada Lovelace on 2026-11-24: 1 not fitting")
    (exported,) = json.loads(site.read("claims.json"))["claims"]
    assert [it["by"] for it in exported["attestations"]] == ["Ada Lovelace"]


def test_a_malformed_attestation_breaks_a_build_by_file_and_key(site, folder):
    (path,) = folder.iterdir()
    path.write_text(path.read_text().replace("format = 1", "format = 2"))
    assert site.refused() == [f"{path}: format: expected 1, got 2"]


def test_while_serving_a_malformed_attestation_is_told_on_the_page(site, folder):
    (path,) = folder.iterdir()
    path.write_text("format = ")
    site.build("serve")
    banner = soup(site.read("index.html")).select_one(".banner").get_text()
    assert "2026-11-24-ada-lovelace.toml: the whole file: expected TOML" in banner
