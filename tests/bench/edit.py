"""From a save to what a reader sees, in a real browser, beside plain mkdocs-jupyter."""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.bench.row import row
from tests.serving.served import CHROMIUM, ROOT, Served

EDITS, PLAIN_EDITS = 20, 3
PAGE, ALL_CLAIMS = "/attention/", "/statements/"
CLAIM, CORE = "claims/attention/gpt2_attention_is_causal.py", "claims/_core/verdict.py"
FINDING = "#gpt2_attention_is_causal .finding"
NOTEBOOK = "docs/attention.ipynb"
# Seconds: what is aimed at for the median, and for the worst.
LIMITS = {"marked": (0.2, 0.5), "first verdict": (0.8, 1.5), "all of them": (3, 5)}
# Looked at by the page itself, so that asking it takes no part in what is measured.
LOOK = """([selector, wanted]) => {
  window.times = {};
  const look = () => {
    const marked = document.querySelector(".is-checking");
    if (marked) window.times["marked"] ??= Date.now();
    const first = document.querySelector(selector)?.innerText.includes(wanted);
    if (first) window.times["first verdict"] ??= Date.now();
    if (window.times["marked"] && !marked) window.times["all of them"] ??= Date.now();
  };
  window.looking?.disconnect();
  window.looking = new MutationObserver(look);
  window.looking.observe(document.body, {subtree: true, childList: true, attributes: true});
}"""
FIRST = "the first edit of the core, right after the start → all of them, beside the same"
PLAIN = """
site_name: Plain
docs_dir: docs
plugins:
  - mkdocs-jupyter: {include: ["*.ipynb"], execute: true, kernel_name: python3}
theme: {name: material, font: false}
"""


def whole(folder: Path) -> Path:
    """A copy of the whole project, to be edited."""
    shutil.copytree(ROOT, folder, ignore=_left_out)
    return folder


def _left_out(inside: str, names: list[str]) -> list[str]:
    """What was made here, and the tests; a folder of the package may bear the name of such."""
    top = ("build", "site", "tests") if Path(inside) == ROOT else ()
    return [it for it in names if it.startswith(".") or it in (*top, "__pycache__")]


def timed(page: Page, save: Callable[[], None], selector: str, wanted: str) -> dict[str, float]:
    """Save something, and give the seconds until the page showed each step."""
    page.evaluate(LOOK, [selector, wanted])
    start = time.time()
    save()
    page.wait_for_function("window.times['all of them']", timeout=60_000)
    times: dict[str, int] = page.evaluate("window.times")
    return {step: at / 1000 - start for step, at in times.items()}


def edits(served: Served, page: Page, table: Page) -> dict[str, list[float]]:
    """One claim's finding for the first two steps, the core for all claims."""
    found: dict[str, list[float]] = {step: [] for step in LIMITS}
    claim = (served.folder / CLAIM).read_text()
    core = (served.folder / CORE).read_text()
    for number in range(EDITS):
        word = f"Edit {number:02}"
        text = claim.replace('finding="', f'finding="{word}: ')
        once = timed(page, lambda text=text: served.save(CLAIM, text), FINDING, word)  # type: ignore[misc]
        found["marked"].append(once["marked"])
        found["first verdict"].append(once["first verdict"])
        text = f"{core}# {word}\n"
        every = timed(table, lambda text=text: served.save(CORE, text), FINDING, word)  # type: ignore[misc]
        found["all of them"].append(every["all of them"])
    return found


def first_of_all(served: Served, table: Page) -> float:
    """From the first edit of the core, when nothing is remembered yet, to all verdicts."""
    core = (served.folder / CORE).read_text()
    took = timed(table, lambda: served.save(CORE, f"{core}# First\n"), FINDING, "")
    (warm,) = served.children()
    # What is left is measured ahead while nobody edits.
    while Path(f"/proc/{warm}/task/{warm}/children").read_text().strip():
        time.sleep(0.5)
    return took["all of them"]


def plain(browser: Any, folder: Path) -> float:
    """How long plain mkdocs-jupyter takes from a saved page to what it shows."""
    whole(folder)
    (folder / "mkdocs.yml").write_text(PLAIN)
    with Served(folder) as served:
        page = browser.new_page()
        page.goto(f"{served.url}{PAGE}")
        took = []
        for number in range(PLAIN_EDITS):
            text = (served.folder / NOTEBOOK).read_text()
            word = f"Plain {number}"
            start = time.time()
            served.save(NOTEBOOK, text.replace('"# ', f'"# {word} ', 1))
            page.get_by_text(word).first.wait_for(timeout=300_000)
            took.append(time.time() - start)
    return statistics.median(took)


def opened(browser: Any, served: Served, path: str) -> Page:
    """A tab, opened when nothing is going on any more."""
    served.wait_until_checked()
    page: Page = browser.new_page()
    page.goto(f"{served.url}{path}")
    return page


def rows() -> list[dict[str, object]]:
    """A row a step: the median of all edits, and the worst."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with Served(whole(Path(folder) / "ours")) as served:
            page, table = (opened(browser, served, it) for it in (PAGE, ALL_CLAIMS))
            first = first_of_all(served, table)
            found = edits(served, page, table)
        baseline = plain(browser, Path(folder) / "plain")
    steps = [_row(step, times, baseline) for step, times in found.items()]
    return [*steps, row(FIRST, first, baseline)]


def _row(step: str, times: list[float], baseline: float) -> dict[str, object]:
    median, worst = statistics.median(times), max(times)
    wanted, at_worst = LIMITS[step]
    return {
        "name": f"an edit → {step}, median of {len(times)} (worst {worst:.2f}; limits: "
        f"{wanted:g} and {at_worst:g}), beside plain mkdocs-jupyter",
        "ours": round(median, 2),
        "baseline": round(baseline, 2),
        "ratio": round(median / baseline, 2),
        "limit": None,
        "worst": round(worst, 2),
        "floor": None,
        "unit": "seconds",
    }
