"""Readers who need larger letters, or more room around them: nothing is cut off or out of sight."""

import pytest

from tests.serving.served import CHROMIUM, MISSING
from tests.site.visits import without_index

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
# One of each kind, those with the longest names and the most side by side.
PAGES = (
    "",
    "404.html",
    "architecture/",
    "calculator/",
    "checkpoints/llama-3.1-405b/",
    "claims/feed_forward/gpt2_feed_forward_uses_relu/",
    "compare/",
    "statements/",
)
# What WCAG 1.4.12 lets a reader ask for.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
DOUBLED = "html { font-size: 250% !important }"  # of the theme's 125
AS_IT_IS = "html {}"
BROWSERS_OWN = 16
# How wide a page is with everything folded out, and what of its lines that fold is cut off.
LOOK = """() => {
  for (const it of document.querySelectorAll("article details")) it.open = true;
  const cut = [...document.querySelectorAll("article summary")].filter((it) =>
    it.scrollWidth > it.clientWidth + 1);
  return {width: document.documentElement.scrollWidth, cut: cut.map((it) => it.textContent)};
}"""


@pytest.mark.parametrize(
    "size, width, style",
    [(24, 390, AS_IT_IS), (BROWSERS_OWN, 390, DOUBLED), (BROWSERS_OWN, 320, SPACED)],
    ids=["larger by setting", "twice as large", "spaced"],
)
def test_nothing_is_cut_off_or_out_of_sight(browser, url, size, width, style):
    wanted = ["--no-sandbox", f"--blink-settings=defaultFontSize={size}"]
    other = browser.browser_type.launch(executable_path=CHROMIUM, args=wanted)
    page = without_index(other.new_context(viewport={"width": width, "height": 844})).new_page()
    found = {}
    for path in PAGES:
        page.goto(f"{url}{path}")
        page.add_style_tag(content=style)
        found[path] = page.evaluate(LOOK)
    other.close()
    assert found == {path: {"width": width, "cut": []} for path in PAGES}
