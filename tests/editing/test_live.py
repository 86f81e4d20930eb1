"""Nobody waits for ever for a page, whatever happens to whoever reads it."""

import pytest

from claims._editing import live as module
from claims._editing.live import Live
from claims._editing.loop import Answer
from claims._pages.page import DOCS

PAGE, PROSE = DOCS / "index.ipynb", DOCS / "index.md"


class Loop:
    """Nothing is checked."""

    def __init__(self, told):
        self.checking, self.answers, self.asked = {}, {"a/one": None}, []

    def settled(self, claims):
        self.asked.append(list(claims))
        return []


class Pages:
    """A page that can't be read as long as something is wrong."""

    def __init__(self):
        self.error, self.read_so_far = None, []

    def read(self, path, without):
        if self.error:
            raise self.error
        self.read_so_far.append(path)
        return True

    def take(self, answer):
        return True

    def address(self, path):
        return f"/{path.stem}/"


@pytest.fixture
def live(monkeypatch):
    monkeypatch.setattr(module, "Loop", Loop)
    made = Live(Pages())
    monkeypatch.setattr(made.stream, "send", lambda **_: None)
    return made


def execute(live, path):
    live._waiting[path] = "/"
    live._execute(path, "/")


@pytest.mark.parametrize("path", [PAGE, PROSE])
def test_a_page_whose_reading_breaks_is_read_again_and_keeps_nobody_waiting(live, path):
    live.pages.error = RuntimeError("dictionary changed size during iteration")
    execute(live, path)
    assert live.state()["pages"] == []
    assert live._failed == {path: "/"}
    live.pages.error = None
    execute(live, path)
    assert (live.pages.read_so_far, live._failed) == ([path], {})


def test_a_section_that_goes_while_it_is_looked_at_keeps_no_page_waiting(live, monkeypatch):
    def gone(_):
        raise FileNotFoundError("claims/made")

    monkeypatch.setattr(module, "claim_ids", gone)
    monkeypatch.setattr(module, "asked_by", lambda _, known: list(known))
    execute(live, PAGE)
    assert (live.pages.read_so_far, live.loop.asked) == ([PAGE], [["a/one"]])
    assert live.state()["pages"] == []


def test_a_page_that_two_have_asked_for_at_once_is_read_once(live):
    execute(live, PAGE)
    live._execute(PAGE, "/")
    assert live.pages.read_so_far == [PAGE]


def test_a_page_that_is_built_without_a_claim_is_executed_once_that_is_mended(live, monkeypatch):
    monkeypatch.setattr(live.loop, "settled", lambda _: ["a/one"])
    assert live.without(PAGE, "/") == ["a/one"]
    assert live._failed == {PAGE: "/"}


def test_what_asks_for_a_claim_is_executed_once_more_when_that_is_mended(live, monkeypatch):
    executed = []
    monkeypatch.setattr(live, "_execute_all", executed.append)
    monkeypatch.setattr(module, "asked_by", lambda path, _: ["a/one"] * (path == PAGE))
    entry = {"verdict": "confirmed", "finding": "So it is.", "coverage": {"decided": 1, "of": 1}}
    for answer in (Answer("a/one", None, ("no valid Python",)), Answer("a/one", entry)):
        live.answered(answer)
        live.done()
    live.done()
    assert executed == [{}, {PAGE: "/index/"}, {}]
