"""Elements: what is no finished HTML comes out as text, whatever it holds."""

from claims._views.html import tag
from tests.views.made_up import HOSTILE


def test_an_attribute_is_left_out_or_stands_alone():
    assert tag("form", hidden=True, class_=None, aria_label="x") == (
        '<form hidden aria-label="x"></form>'
    )


def test_an_element_may_have_an_attribute_called_name():
    assert tag("input", name="find") == '<input name="find">'


def test_hostile_strings_stay_text():
    drawn = tag("p", HOSTILE, title=HOSTILE)
    assert drawn.count("<") == 2
    assert '"alert' not in drawn
