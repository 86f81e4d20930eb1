"""The scripts work however a reader comes to their page: by a link, by back, from a file."""

import pytest
from playwright.sync_api import expect

from tests.serving.served import CHROMIUM, MISSING

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
COMPARE, STATEMENTS, CALCULATOR = (
    f"form.choose-{it}" for it in ("compare", "statements", "calculator")
)


def follow(page, title):
    page.locator(".md-nav--primary").get_by_role("link", name=title, exact=True).click()


def test_instant_navigation_keeps_the_document_and_starts_each_script(tab, instant):
    page = tab(f"{instant}/")
    page.evaluate("window.never = 'reloaded'")
    for title, form in [("Compare", COMPARE), ("Statements", STATEMENTS)] * 2:
        follow(page, title)
        expect(page.locator(form)).to_be_visible()
    follow(page, "Calculator")
    expect(page.locator(CALCULATOR)).to_be_visible()
    assert page.evaluate("window.never") == "reloaded"


def test_back_takes_a_choice_back_under_instant_navigation_too(tab, instant):
    page = tab(f"{instant}/")
    page.evaluate("window.never = 'reloaded'")
    follow(page, "Compare")
    page.get_by_label("gpt2-xl").check()
    page.get_by_label("llama-65b").check()
    page.go_back()
    expect(page.get_by_label("llama-65b")).not_to_be_checked()
    expect(page.get_by_label("gpt2-xl")).to_be_checked()
    follow(page, "Statements")
    expect(page.locator(STATEMENTS)).to_be_visible()
    page.go_back()
    expect(page.locator(COMPARE)).to_be_visible()
    expect(page.get_by_label("gpt2-xl")).to_be_checked()
    assert page.url.endswith("/compare/?with=gpt2,gpt2-xl,llama-7b")
    assert page.evaluate("window.never") == "reloaded"


def test_a_site_of_files_works_without_a_server(tab, built):
    page = tab(f"{(built / 'site/compare/index.html').as_uri()}?with=gpt2,llama-3-8b")
    expect(page.get_by_label("llama-3-8b")).to_be_checked()
    page.get_by_label("llama-7b", exact=True).check()
    expect(page.locator(".compared thead th:visible")).to_have_count(4)
    assert page.url.endswith("index.html?with=gpt2,llama-7b,llama-3-8b")
    page = tab((built / "site/statements/index.html").as_uri())
    page.get_by_role("searchbox").fill("relu")
    expect(page.locator(f"{STATEMENTS} [role=status]")).to_contain_text(" of ")
    page = tab((built / "site/calculator/index.html").as_uri())
    page.locator("[name=of]").select_option("llama-7b")
    expect(page.locator("output[name=parameters]")).to_have_text("6,738,415,616")


@pytest.mark.parametrize("path", ["compare", "statements", "calculator"])
def test_a_script_is_loaded_where_it_is_needed_and_nowhere_else(built, path):
    pages = (built / "site").rglob("index.html")
    loading = [it for it in pages if f"javascripts/{path}.js" in it.read_text()]
    assert loading == [built / "site" / path / "index.html"]
