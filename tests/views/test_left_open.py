"""What came to nothing is told once for all units that share the reason, with code as code."""

from bs4 import BeautifulSoup

from claims._views.code import with_code
from claims._views.left_open import not_run, reasons
from claims._views.observed import observed_values
from tests.views.made_up import HOSTILE, level, unit


def lines(html):
    return [it.get_text() for it in BeautifulSoup(html or "", "lxml").select("li")]


def left(name, cost, reason="weights were not run; `--source FOLDER` does it"):
    words = f"{reason} ({cost:,} bytes)" if cost else reason
    untested = level("weights", "untested", words) | {"cost_bytes": cost}
    return unit(name, levels=[level(), untested])


def test_units_that_the_same_would_run_share_a_line_and_their_bytes_are_added_up():
    told = lines(not_run([left("gpt2", 1000), left("gpt2-xl", 2000)]))
    assert told == [
        "weights on gpt2, gpt2-xl: weights were not run; --source FOLDER does it (3,000 bytes)"
    ]


def test_units_with_reasons_of_their_own_have_lines_of_their_own():
    assert len(lines(not_run([left("gpt2", 1), left("gpt2-xl", 1, "another reason")]))) == 2


def test_what_ran_and_says_nothing_is_told_apart_from_what_didnt_run():
    ran = unit("gpt2-xl", levels=[level(outcome="inapplicable", reason="it has no gate")])
    units = [left("gpt2", None), ran]
    assert lines(reasons(units)) == ["behaviour on gpt2-xl: it has no gate"]
    assert len(lines(not_run(units))) == 1
    assert not_run([ran]) is None


def test_what_stands_between_backticks_is_code():
    assert with_code("run `a --b` or `c`.") == "run <code>a --b</code> or <code>c</code>."


def test_a_single_backtick_stays_and_hostile_words_stay_text():
    assert with_code("a ` b") == "a ` b"
    assert with_code("`a` and ` b") == "<code>a</code> and ` b"
    assert "<script>" not in with_code(f"`{HOSTILE}` {HOSTILE}")


def test_values_are_told_apart_even_if_they_end_in_a_comma():
    shown = observed_values({"puts": "GELU, in its tanh form,", "gated": False})
    assert BeautifulSoup(shown, "lxml").get_text() == "puts: GELU, in its tanh form · gated: no"
