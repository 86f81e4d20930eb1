"""Pages hold no hand-typed facts: numbers and properties come from claims."""

import pytest

from claims._pages.page import DOCS, markdown, notebooks
from claims._pages.prose import typed_facts

# What the rule must let through, and why that states nothing about a model.
ALLOWED = {
    "GPT-2": "the name of a model",
    "GPT-2's": "the name of a model",
}


@pytest.mark.parametrize("page", notebooks(), ids=lambda it: it.stem)
def test_a_page_states_facts_only_by_reference(page):
    assert typed_facts(markdown(page), ALLOWED) == []


def test_every_exception_is_needed():
    text = "\n".join(markdown(page) for page in notebooks())
    assert [words for words in ALLOWED if words not in text] == []
    assert set(typed_facts(text)) == {"GPT-2"}


@pytest.mark.parametrize(
    "text, found",
    [
        ("It has 12 layers.", ["12"]),
        ("It reads 1,024 tokens.", ["1,024"]),
        ("A 7B model.", ["7B"]),
        ("It has twelve layers.", ["twelve"]),
        ("It uses RoPE, and a gated SiLU.", ["RoPE", "gated", "SiLU"]),
        ("Positions are [learned](https://example.org).", ["learned"]),
        ("[rotary](claim:a/b), and sinusoids.", ["sinusoids"]),
    ],
)
def test_a_typed_fact_is_found(text, found):
    assert typed_facts(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Its positions are [rotary, with base 10,000](claim:position_encoding/x).",
        "Run `pytest -n 2` or\n```console\nmake 12\n```\n",
        "See [the report](https://example.org/2019/gpt2).",
        "Someone wrote this while a relationship unlearned itself.",
    ],
)
def test_what_states_no_fact_is_left_alone(text):
    assert typed_facts(text) == []


def test_the_docs_have_pages():
    assert DOCS / "index.ipynb" in notebooks()
