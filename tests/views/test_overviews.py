"""Every overview has what a page asks of it, and a page that asks."""

from importlib import import_module
from inspect import signature

import pytest

from claims._core.discovery import load_all
from claims._pages import page
from claims._pages.cells import call_in
from claims._views.overview import OVERVIEWS, shown_claims


@pytest.mark.parametrize("name", OVERVIEWS)
def test_each_draws_and_describes_a_place_and_names_claims_that_there_are(name):
    module = import_module(f"claims._views.overviews.{name}")
    assert [len(signature(it).parameters) for it in (module.draw, module.describe)] == [1, 1]
    assert set(shown_claims(name) or ()) <= set(load_all())


def test_each_is_on_a_page():
    calls = [call_in(page.source(it)) for path in page.notebooks() for it in page.cells(path)]
    assert {it.view for it in calls if it} >= set(OVERVIEWS)
