"""What somebody reads on a phone: words that are whole, and rows that end with what they say."""

import pytest

from tests.serving.served import CHROMIUM, MISSING

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
PAGES = [
    "",
    "attention/",
    "check_your_own_model/",
    "checkpoints/gpt2/",
    "checkpoints/llama-3.1-405b/",
    "claims/position_encoding/llama_rope_base_is_10_000/",
    "claims_json/",
    "compare/",
    "how_it_works/",
    "real_weights/",
    "survey/",
]
# Every word that goes on in another line, split where it does; digits of a hash have no joint.
PARTED = """() => {
  for (const it of document.querySelectorAll("article details")) it.open = true;
  const found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const top = (text, from, to) => {
    range.setStart(text, from);
    range.setEnd(text, to);
    return range.getBoundingClientRect().top;
  };
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.parentElement.checkVisibility() || text.parentElement.closest("svg, pre")) continue;
    for (const {0: word, index} of text.data.matchAll(/\\S+/g)) {
      if (/^[0-9a-f]{32,}$/.test(word)) continue;
      for (let at = 1; at < word.length; at++) {
        const before = top(text, index + at - 1, index + at);
        if (top(text, index + at, index + at + 1) > before + 3) {
          found.push(`${word.slice(0, at)}|${word.slice(at)}`);
        }
      }
    }
  }
  return found;
}"""
WHOLE = ("llama-", "gpt2-", "GPT-", "--", "-|-", "2019-", "2026-")


@pytest.mark.parametrize("path", PAGES)
def test_no_word_is_parted_but_behind_a_joint(tab, path):
    parted = tab(path, width=390).evaluate(PARTED)
    assert [it for it in parted if it.partition("|")[0][-1] not in "-–—/_=.\\…"] == []
    assert [it for it in parted if it.lstrip("(“").startswith(WHOLE)] == []


WORDED = [
    "checkpoints/gpt2/",
    "claims/position_encoding/llama_rope_base_is_10_000/",
    "mutants/",
    "real_weights/",
    "statements/",
]
# Of each row what lies out of sight, and each value that doesn't say which it is.
ROWS = """() => [...document.querySelectorAll(".worded")].map((box) => ({
  rows: box.querySelectorAll("tbody tr").length,
  beside: box.scrollWidth - box.clientWidth,
  unnamed: [...box.querySelectorAll("tbody td")].filter((it) => it.checkVisibility()
    && !/^"\\S.* "$/.test(getComputedStyle(it, "::before").content)).length,
  empty: [...box.querySelectorAll("tbody td")].filter((it) => it.checkVisibility()
    && !it.innerText.trim()).length,
}))"""


@pytest.mark.parametrize("path", WORDED)
def test_a_row_of_words_has_nothing_out_of_sight_and_names_its_values(tab, path):
    seen = tab(path, width=390).evaluate(ROWS)
    assert seen
    assert all(it.pop("rows") for it in seen)
    assert [it for it in seen if any(it.values())] == []


def test_without_a_script_rows_of_words_stay_under_their_heads(tab):
    page = tab("mutants/", width=390, java_script_enabled=False)
    assert page.locator(".worded thead").is_visible()


@pytest.mark.parametrize(
    "path, width, scrolls",
    [
        ("checkpoints/", 390, True),
        ("compare/", 390, False),
        ("compare/?with=", 1440, True),
        ("mutants/", 390, False),
        ("glance/", 1440, True),
    ],
)
def test_a_note_tells_of_columns_out_of_sight_where_there_are_any(tab, path, width, scrolls):
    page = tab(path, width=width)
    page.wait_for_function(
        """(scrolls) => getComputedStyle(document.querySelector(".note.above"), "::before")
          .content.includes("sideways") === scrolls""",
        arg=scrolls,
    )


@pytest.mark.parametrize(
    "path, parts, most",
    [
        ("architecture/", "[aria-label='Comparison of all checkpoints'] tbody tr", 60),
        ("checkpoints/llama-3-8b/", ".facts td:last-child > div", 30),
    ],
)
def test_what_is_out_of_sight_makes_no_row_tall(tab, path, parts, most):
    page = tab(path, width=390)
    high = page.locator(parts).evaluate_all("all => all.map((it) => it.offsetHeight)")
    assert max(high) < most
