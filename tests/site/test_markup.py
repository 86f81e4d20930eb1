"""What is ours of each page is valid HTML."""

import pytest

from tests.site.built import pages
from tests.site.markup import MISSING, READY, complaints
from tests.site.weights import file_of

pytestmark = pytest.mark.skipif(not READY, reason=MISSING)
FRAME = '<article class="md-content__inner md-typeset">{}</article>\n</div>'


def test_our_own_markup_is_valid(site, tmp_path):
    texts = {it: file_of(site, it).read_text() for it in pages(site)}
    assert {path: it[:5] for path, it in complaints(texts, tmp_path).items()} == {}


@pytest.mark.parametrize(
    "markup, rule",
    [
        ("<p>one<div>two</div></p>", "close-order"),
        ('<p id="a">one</p><p id="a">two</p>', "no-dup-id"),
        ("<ul><p>no item</p></ul>", "element-permitted-content"),
        ('<label for="nothing">of nothing</label>', "no-missing-references"),
        ('<img src="x.png">', "wcag/h37"),
    ],
)
def test_what_is_invalid_is_told(tmp_path, markup, rule):
    (told,) = complaints({"page": FRAME.format(markup)}, tmp_path).values()
    assert any(f" {rule}: " in it for it in told), told
