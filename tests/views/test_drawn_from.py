"""A picture leads to what it was drawn from."""

import pytest
from bs4 import BeautifulSoup

from claims._views.drawn_from import FEW, drawn_from
from claims._views.picture import picture
from claims._views.place import Place
from tests.views.made_up import HOSTILE, entry
from tests.views.measurements import drawn_from as measured

SECTIONS = ("attention", "scale", "training")
MADE = [entry(f"{it}/made_{n}", statement=f"{HOSTILE} {it}.") for it in SECTIONS for n in (1, 2)]
HERE = Place({it["id"]: it for it in MADE}, "../", titles={"attention": "Attention", "scale": "S"})


def said(claims):
    return BeautifulSoup(drawn_from(HERE, claims), "lxml")


def test_records_alone_are_named():
    (link,) = said(()).select("a")
    assert link["href"] == "../checkpoints/"


@pytest.mark.parametrize("count", range(1, FEW + 1))
def test_a_few_claims_stand_with_their_verdicts(count):
    wanted = MADE[:count]
    shown = said([it["id"] for it in wanted])
    links = shown.select("a")
    assert [it["href"] for it in links] == [f"../claims/{it['id']}/" for it in wanted]
    assert [it.get_text() for it in links] == [it["statement"] for it in wanted]
    assert [it.get_text() for it in shown.select(".verdict")] == [it["verdict"] for it in wanted]


def test_many_claims_are_named_by_their_sections():
    shown = said([it["id"] for it in MADE])
    links = [(it["href"], it.get_text()) for it in shown.select("a")]
    assert links == [("../attention/", "Attention"), ("../scale/", "S")]
    assert "training" in shown.get_text()


def test_an_unknown_claim_is_refused():
    with pytest.raises(LookupError, match="made_up/nowhere"):
        drawn_from(HERE, ["made_up/nowhere"])


@pytest.mark.parametrize("name", ["norms", "scaling", "kv_heads"])
def test_every_picture_says_it_below(name):
    below = BeautifulSoup(picture(measured(), name), "lxml").select("figcaption a")
    assert below
