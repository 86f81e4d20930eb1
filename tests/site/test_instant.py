"""The site under the theme's instant navigation, which takes over links that its map lists."""

import pytest
from playwright.sync_api import expect

from tests.serving.served import CHROMIUM, MISSING
from tests.site.built import pages
from tests.site.kinds import kinds

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
# What of a page is ours, without what depends on how wide something happens to be drawn, and
# without scripts, which the theme puts in their place anew.
SHOWN = """() => document.querySelector("article.md-content__inner").innerHTML
  .replace(/<script.*?<\\/script>/gs, "")
  .replace(/ (style|data-tabbed|id="__code_\\d+"|id="__tabbed_\\d+)="[^"]*"/g, "")
  .replace(/__code_\\d+/g, "code").trim()"""


@pytest.fixture
def mapped(tab, url, site):
    """A tab in which the site has a map, as it has once it is published at an address."""
    page = tab("about:blank")
    places = "".join(f"<url><loc>{url}{it}</loc></url>" for it in pages(site))
    text = f'<?xml version="1.0"?><urlset>{places}</urlset>'
    page.route("**/sitemap.xml", lambda it: it.fulfill(body=text, content_type="text/xml"))
    return page


def test_a_page_reached_without_a_reload_is_the_page_itself(mapped, tab, url, site):
    complaints = []
    mapped.on("console", lambda it: complaints.append(it.text) if it.type == "error" else None)
    mapped.on("pageerror", lambda it: complaints.append(str(it)))
    mapped.goto(url)
    mapped.wait_for_function(READY)
    mapped.evaluate("window.never = 'reloaded'")
    for path in kinds(site):
        if path and path != "404.html":
            with mapped.expect_response(f"{url}{path}"):
                mapped.evaluate(FOLLOW, f"{url}{path}")
            expect(mapped).to_have_url(f"{url}{path}")
            direct = tab(path)
            expect(mapped.locator("h1")).to_have_text(direct.locator("h1").inner_text())
            assert mapped.evaluate(SHOWN) == direct.evaluate(SHOWN), path
            direct.context.close()
    assert mapped.evaluate("window.never") == "reloaded"
    assert complaints == []


# Whether the theme has its map and follows links by now: one to the very page changes nothing.
READY = """() => {
  const link = Object.assign(document.createElement("a"), {href: location.href});
  let followed;
  addEventListener("click", (click) => {
    followed = click.defaultPrevented;
    click.preventDefault();
  }, {once: true});
  document.body.append(link);
  link.click();
  link.remove();
  return followed;
}"""
FOLLOW = """(address) => {
  const link = Object.assign(document.createElement("a"), {href: address, textContent: "on"});
  document.querySelector("article").append(link);
  link.click();
}"""
