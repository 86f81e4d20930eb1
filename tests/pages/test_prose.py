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
        ("RoPE-based, GELU-tanh, SwiGLU-style", ["RoPE", "GELU", "tanh", "SwiGLU"]),
        ("decoder-only, bias-free, non-causal", ["decoder", "bias", "causal"]),
        ("a twelve-layer model, thirty-two heads", ["twelve", "thirty-two"]),
        ("a GPT-2-style model", ["GPT-2-style"]),
        ("_RoPE_, __12__, Ro**PE**, R&#111;PE", ["RoPE", "12", "RoPE", "RoPE"]),
        ("`12` `RoPE`, ``XII`` and `12 layers`", ["12", "RoPE", "XII", "12"]),
        ("a stray ` and 12 layers\n\nor ` so", ["12"]),
        ('[it](https://example.org/1 "12 RoPE")', ["12", "RoPE"]),
        ('[it](claim:a/b2 "twelve")', ["twelve"]),
        ("[12 of [these](claim:a/b)", ["12"]),
        ("a dozen, a quarter, two thirds", ["dozen", "quarter", "two", "thirds"]),
        ("forty, ninety-one, zero, a tenth", ["forty", "ninety-one", "zero", "tenth"]),
        ("thrice, tripled, tenfold, two-fold", ["thrice", "tripled", "tenfold", "two-fold"]),
        ("½ of it, d², ⅻ, ①", ["½", "d²", "ⅻ", "①"]),
        ("XII layers", ["XII"]),
        ("GLU, MHA, GQA, MQA, KV, RMS", ["GLU", "MHA", "GQA", "MQA", "KV", "RMS"]),
        ("YaRN, NTK, sine, cosine", ["YaRN", "NTK", "sine", "cosine"]),
        ("absolute positions, relative position", ["absolute positions", "relative position"]),
        ("residual, dropout, tokenizer, BPE", ["residual", "dropout", "tokenizer", "BPE"]),
        ("weight tying, sliding\nwindow", ["weight tying", "sliding\nwindow"]),
        ("layer norm, pre-norm, angles", ["layer norm", "pre-norm", "angles"]),
    ],
)
def test_a_typed_fact_is_found(text, found):
    assert typed_facts(text, ALLOWED) == found


@pytest.mark.parametrize(
    "text",
    [
        "Its positions are [rotary, with base 10,000](claim:position_encoding/x).",
        "Run `pytest -n 2` or\n```console\nmake 12\n```\n",
        "See [the report](https://example.org/2019/gpt2).",
        "Someone wrote this while a relationship unlearned itself.",
        "`pip install x==2`, `make site2`, `--nbval-2`, `docs/a_2.ipynb`, `a2.json`, `f(2)`",
        "One of them, at first; a second manifold. Did I mix layers, heads and tokens?",
        '[it](<https://example.org/a 2> "a title"), ![it](picture-2.png)',
        "~~~\n12 layers\n~~~\nSo says GPT-2, and _GPT-2_ agrees.",
    ],
)
def test_what_states_no_fact_is_left_alone(text):
    assert typed_facts(text, ALLOWED) == []


def test_the_docs_have_pages():
    assert DOCS / "index.ipynb" in notebooks()
