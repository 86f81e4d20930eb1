"""Going through a page by the Tab key alone."""

# Everything that a reader can act upon and that is there to be seen.
MARK = """() => {
  const wanted = "a[href], button, summary, input, select, textarea, [tabindex='0']";
  let number = 0;
  for (const it of document.querySelectorAll(wanted)) {
    const style = getComputedStyle(it);
    const shown = it.checkVisibility({checkVisibilityCSS: true}) && !it.closest("[inert]");
    if (it.matches(".md-top")) continue;  // there only while somebody scrolls up
    if (!shown || it.disabled || it.type === "hidden" || it.tabIndex < 0) continue;
    // Of several buttons of one choice, the arrow keys reach all but the one that is chosen.
    if (it.type === "radio" && !it.checked) continue;
    it.dataset.tabbed = ++number;
    const {outlineStyle, outlineWidth, boxShadow, backgroundColor, color} = style;
    it.before_ = [outlineStyle, outlineWidth, boxShadow, backgroundColor, color].join();
  }
  return number;
}"""
# What moves when the focus comes has then come to rest.
SETTLED = "() => Promise.all(document.getAnimations().map((it) => it.finished.catch(() => {})))"
# What has the focus, and whether it looks otherwise than without it.
FOCUSED = """() => {
  const it = document.activeElement, style = getComputedStyle(it);
  const {outlineStyle, outlineWidth, boxShadow, backgroundColor, color} = style;
  const now = [outlineStyle, outlineWidth, boxShadow, backgroundColor, color].join();
  // The theme hides these inputs and marks the label beside them.
  const label = it.matches(".md-option") ? it.nextElementSibling : null;
  const seen = label ? getComputedStyle(label).outlineStyle !== "none" : now !== it.before_;
  const box = (label || it).getBoundingClientRect();
  const there = box.width > 0 && box.right > 0 && box.left < innerWidth;
  return [it.dataset.tabbed || it.tagName, seen && there, it.outerHTML.slice(0, 100)];
}"""
NAMES = """(numbers) => numbers.map((it) =>
  document.querySelector(`[data-tabbed="${it}"]`).outerHTML.slice(0, 100))"""


def next_stop(page):
    """Press the key, and wait until what that moves has come to rest."""
    page.keyboard.press("Tab")
    page.evaluate(SETTLED)


def tabbed(page):
    """What the key never reaches on a page, and what it reaches without a sign."""
    count, reached, unseen = page.evaluate(MARK), set(), []
    for _ in range(count + 5):
        next_stop(page)
        number, seen, element = page.evaluate(FOCUSED)
        if number == "BODY" or number in reached:
            break
        reached.add(number)
        if not seen:
            unseen.append(element)
    missed = [it for it in map(str, range(1, count + 1)) if it not in reached]
    return page.evaluate(NAMES, missed), unseen
