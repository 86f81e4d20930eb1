"""What a page's cell calls puts out one text, with the results that it belongs to."""

import inspect

import pytest

from claims._core.discovery import load_all
from claims._core.errors import Refused
from claims._core.evaluate import EVERYTHING
from claims._core.run import Run
from claims._pages.cells import TAKES, Call, call_in, misleads
from claims._pages.staleness import KEYS
from claims._surfaces import page
from tests.test_torch_free import loaded_by
from tests.views.made_up import entry, unit

ENTRIES = {
    "made_up/statement": entry(outcomes=[unit(size=1024, noise=0.1)]),
    "made_up/other": entry("made_up/other", verdict="confirmed", key="fedcba9876543210"),
}


@pytest.fixture
def shown(monkeypatch):
    """What was put out, with made-up claims in place of the real ones."""
    seen = []
    monkeypatch.setattr(page, "load_all", lambda: ENTRIES)
    monkeypatch.setattr(page, "answers", lambda known, source, ids: {it: known[it] for it in ids})
    monkeypatch.setattr(page, "display", lambda data, **rest: seen.append((data, rest)))
    return seen


def test_what_a_page_runs_is_about_every_checkpoint_of_the_records(shown, monkeypatch):
    given = []
    monkeypatch.setattr(page, "answers", lambda known, source, ids: given.append(source) or known)
    page.card("made_up/statement")
    # Work is parted by units, which the records alone don't tell.
    claim = load_all()["attention/gpt2_uses_multi_head_attention"]
    assert [it.name for it in Run(given[0], given[0], EVERYTHING).units_of(claim)]


def test_a_card_puts_out_one_text_that_names_its_claim(shown):
    page.card("made_up/statement")
    ((data, rest),) = shown
    assert list(data) == ["text/plain"]
    assert data["text/plain"].splitlines()[0] == "claim made_up/statement"
    assert rest == {"raw": True, "metadata": {KEYS: {"made_up/statement": "0123456789abcdef"}}}


@pytest.mark.parametrize(
    "call, first",
    [
        (lambda: page.tally("made_up"), "tally made_up"),
        (lambda: page.tally(), "tally everything"),
        (lambda: page.comparison("made_up", columns={"size": "Size"}), "comparison made_up"),
        (lambda: page.glance(), "glance"),
        (lambda: page.refutations(), "refutations"),
        (lambda: page.statements(), "statements"),
        (lambda: page.compare(), "compare"),
        (lambda: page.folklore(), "folklore"),
        (lambda: page.running_costs(), "running_costs"),
    ],
)
def test_a_view_of_several_claims_belongs_to_all_their_results(shown, call, first):
    call()
    ((data, rest),) = shown
    assert data["text/plain"].splitlines()[0] == first
    assert set(rest["metadata"][KEYS]) == set(ENTRIES)


@pytest.mark.parametrize("view", ["checkpoints", "mutants", "counterfactuals", "slices"])
def test_what_is_read_from_a_file_belongs_to_no_result(shown, view):
    getattr(page, view)()
    ((data, rest),) = shown
    assert data["text/plain"].splitlines()[0] == view
    assert rest["metadata"][KEYS] == {}


def test_a_text_holds_no_time_and_no_rounding_noise(shown):
    page.card("made_up/statement")
    text = shown[0][0]["text/plain"]
    assert "size: 1,024" in text
    assert "0.1" not in text
    assert "2026" not in text


@pytest.mark.parametrize(
    "call, named",
    [
        (lambda: page.card("made_up/missing"), "unknown claim 'made_up/missing'"),
        (lambda: page.tally("missing"), "unknown section 'missing'; known: made_up"),
        (lambda: page.picture("made_up"), "no picture 'made_up'"),
    ],
)
def test_what_isnt_there_is_named(shown, call, named):
    with pytest.raises((LookupError, Refused), match=named):
        call()


@pytest.mark.parametrize(
    "source, call",
    [
        ("card('a/b')", Call("card", "a/b")),
        ("import x\n\ntally()", Call("tally")),
        ("comparison('a', columns={'b': 'B'})", Call("comparison", "a", (("b", "B"),))),
        ("comparison('a', {'b': 'B'})", Call("comparison", "a", (("b", "B"),))),
        ("comparison(columns={'b': 'B'}, section='a')", Call("comparison", "a", (("b", "B"),))),
        ("tally(section='a')", Call("tally", "a")),
        ("glance()", Call("glance")),
        ("glance('a')", None),
        ("other()", None),
        ("comparison('a', columns=['b'])", None),
        ("comparison('a', {[]: 'B'})", None),
        ("card('a/b', 'a/c')", None),
        ("card('a/b', claim_id='a/c')", None),
        ("card('a/b', size=1)", None),
        ("card(1)", None),
        ("card(*['a/b'])", None),
        ("card(**{'claim_id': 'a/b'})", None),
        ("card(name)", None),
        ("card('a/b')\nprint(1)", None),
        ("print('card')", None),
        ("card('a/b'", None),
        ("", None),
    ],
)
def test_a_view_is_read_from_code_without_running_it(source, call):
    assert call_in(source) == call


def test_what_a_view_takes_is_what_it_is_read_by():
    for view, names in TAKES.items():
        assert tuple(inspect.signature(getattr(page, view)).parameters) == names


@pytest.mark.parametrize(
    "source, so",
    [
        ("card('a/b')\ncard('a/c')", True),
        ("card('a/b'), card('a/c')", True),
        ("x = card('a/b')", True),
        ("card(*['a/b'])", True),
        ("card(name)", True),
        ("if True:\n    card('a/b')", True),
        ("for it in 'ab': card(it)", True),
        ("print(1)\ncard('a/b')", True),
        ("card('a/b')\nprint(1)", True),
        ("page.card('a/b')", True),
        ("%time card('a/b')", True),
        ("comparison('a', columns=['b'])", True),
        ("glance()\nglance()", True),
        ("glance()", False),
        ("card('a/b')", False),
        ("from claims._surfaces.page import card\nimport x\n\ncard('a/b')  # a card", False),
        ("comparison('a', {'b': 'B'})", False),
        ("print('card()', card)  # card()", False),
        ("%time discard(1)", False),
        ("", False),
    ],
)
def test_a_cell_that_would_be_drawn_otherwise_than_it_ran_is_found(source, so):
    assert misleads(source) == so


@pytest.mark.parametrize("surface", ["page", "site.hooks"])
def test_no_page_and_no_build_imports_torch(surface):
    assert loaded_by(f"import claims._surfaces.{surface}") == "[]"
