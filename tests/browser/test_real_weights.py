"""The real weights on a phone: what came out, and whole numbers."""

import pytest

from tests.serving.served import CHROMIUM, MISSING

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
# How far the first cells of each row reach beyond the box that they scroll in.
CUT = """() => {
  const box = document.querySelector(".running.comparison").getBoundingClientRect();
  return [...document.querySelectorAll(".running tbody tr")].flatMap((row) =>
    [...row.cells].slice(0, 3).map((it) => it.getBoundingClientRect().right - box.right));
}"""


def test_on_a_phone_outcome_and_bytes_of_a_run_stand_beside_each_checkpoint(tab):
    page = tab("/real_weights/", width=390)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert max(page.evaluate(CUT)) <= 0
