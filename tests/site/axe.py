"""axe, run in pages as a reader sees them; it comes with a package and asks nobody for anything."""

from importlib.resources import files

from tests.site.visits import without_index

SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text()
# A colour that is still changing is measured as if it stayed.
STILL = "*, ::before, ::after { transition: none !important; animation: none !important }"
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.flatMap((it) => it.nodes.map((node) => [it.id, node.target.join(" "),
    node.failureSummary.split("\\n").slice(1).join(" ").trim().slice(0, 200)]));
}"""
# How a page is looked at: pixels in width, and palette.
SEEN = [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")]
# What can't be mended, each with its reason: (rule, where) to why.
LEFT: dict[tuple[str, str], str] = {}


def violations(browser, url, paths, width, palette):
    """What axe finds on each page, at a width and in a palette."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=palette, reduced_motion="reduce"
    )
    page, found = without_index(context).new_page(), {}
    for path in paths:
        page.goto(f"{url}{path}")
        page.add_style_tag(content=STILL)
        found[path] = violations_on(page)
    context.close()
    return {path: it for path, it in found.items() if it}


def violations_on(page):
    """What axe finds on an open page: the rule, where, and what would mend it."""
    page.evaluate(SCRIPT)
    return [it for it in page.evaluate(RUN) if tuple(it[:2]) not in LEFT]
