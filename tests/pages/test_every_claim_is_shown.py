"""Every claim of a section has a card on the section's page, and every section has its page."""

import pytest

from claims._core.discovery import PACKAGE, claim_ids
from claims._pages.cells import call_in
from claims._pages.page import DOCS, cells, source
from claims._pages.sections import sections

CLAIMS = claim_ids(PACKAGE)


def carded(page):
    """The claims that a page shows as cards."""
    calls = [call_in(source(cell)) for cell in cells(page)]
    return [call.subject for call in calls if call and call.view == "card"]


@pytest.mark.parametrize("claim_id", CLAIMS)
def test_a_claim_has_one_card_on_its_sections_page(claim_id):
    section = claim_id.partition("/")[0]
    assert carded(DOCS / f"{section}.ipynb").count(claim_id) == 1


@pytest.mark.parametrize("section", sections(DOCS), ids=lambda it: it.name)
def test_a_sections_page_shows_only_its_own(section):
    known = {it.partition("/")[0] for it in carded(DOCS / f"{section.name}.ipynb")}
    assert known <= {section.name}


def test_every_section_has_a_page():
    folders = {path.parent.name for path in PACKAGE.glob("[!_]*/__init__.py")}
    assert {it.name for it in sections(DOCS)} == folders
