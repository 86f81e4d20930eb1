"""What happens when a page is opened: what it asks for, complaints, how wide it is."""

import json

from attrs import define, field

# How wide a page is with everything folded out; and which boxes in it that scroll don't keep their
# first column in sight, or give it more than half; and how high its pictures' smallest words are.
LOOK = """() => {
  const found = [], folded = [...document.querySelectorAll("article details:not([open])")];
  for (const it of folded) it.open = true;
  for (const box of document.querySelectorAll("article *")) {
    const style = getComputedStyle(box);
    if (!/auto|scroll/.test(style.overflowX) || box.scrollWidth <= box.clientWidth + 1) continue;
    const first = box.querySelector("tbody tr > :first-child:not([colspan])");
    if (!first) continue;
    box.scrollLeft = box.scrollWidth;
    const left = first.getBoundingClientRect().left - box.getBoundingClientRect().left;
    const most = box.clientWidth / 2;
    const words = first.innerText.slice(0, 30);
    if (left < -1 || first.offsetWidth > most) found.push(`${box.className}: ${words}`);
    box.scrollLeft = 0;
  }
  const covered = [...document.querySelectorAll(".verdict + *, .outcome + *")].filter((it) => {
    const mark = it.previousElementSibling.getBoundingClientRect();
    return [...it.getClientRects()].some((words) => mark.right > words.left + 1
      && mark.left < words.right - 1 && mark.bottom > words.top + 1 && mark.top < words.bottom - 1);
  }).map((it) => it.innerText.slice(0, 40));
  const written = [...document.querySelectorAll("article .picture svg text")].filter((it) =>
    it.checkVisibility());
  const height = (it) => parseFloat(getComputedStyle(it).fontSize) * it.getScreenCTM().a;
  const width = document.documentElement.scrollWidth;
  for (const it of folded) it.open = false;
  return {width, moved: found, covered, smallest: Math.min(...written.map(height), 99)};
}"""


@define
class Visit:
    """One page as it was opened."""

    path: str
    asked: list = field(factory=list)
    complaints: list = field(factory=list)
    width: int = 0
    moved: list = field(factory=list)
    covered: list = field(factory=list)
    smallest: float = 0


def visited(browser, url, paths, width):
    """Open each page at a width, anew each time; hands back what happened."""
    context = without_index(browser.new_context(viewport={"width": width, "height": 844}))
    found = [_visit(context, url, path) for path in paths]
    context.close()
    return found


def _visit(context, url, path):
    page, visit = context.new_page(), Visit(path)
    page.on("request", lambda it: visit.asked.append(it.url))
    page.on("console", lambda it: visit.complaints.append(it.text) if is_bad(it) else None)
    page.on("pageerror", lambda it: visit.complaints.append(str(it)))
    page.goto(f"{url}{path}")
    for name, it in page.evaluate(LOOK).items():
        setattr(visit, name, it)
    page.close()
    return visit


def asked_later(browser, url):
    """What a page asks for beside itself, until it rests: the same on every page."""
    page, asked = browser.new_page(), []
    page.on("request", lambda it: asked.append(it.url))
    page.goto(url, wait_until="networkidle")
    page.close()
    return asked[1:]


def without_index(context):
    """Spare each page the making of its search index, which takes longer than all the rest."""
    fields = {it: {"boost": 1} for it in ("title", "text", "tags")}
    settings = {"lang": ["en"], "separator": " ", "pipeline": [], "fields": fields}
    empty = json.dumps({"config": settings, "docs": []})
    context.route("**/search_index.json", lambda it: it.fulfill(body=empty))
    return context


def is_bad(message):
    """Whether a message of the console is one that a reader's browser should never show."""
    return message.type in ("error", "warning")
