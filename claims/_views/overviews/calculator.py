"""What sizes come to in parameters, cache and operations: of every checkpoint, and of any.

The page carries the claims' own formulas; a script computes with them what a reader types.
"""

import json
from collections.abc import Mapping
from typing import Any

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.formulas import (
    CACHED_AS,
    OPERATIONS,
    PARTS,
    Formula,
    Sizes,
    cache_bytes,
    cache_bytes_a_token,
    head_width,
)
from claims._core.finding import spell
from claims._views.expressions import Expression, expression
from claims._views.fields import choice, chooser, form, number, ticked, told
from claims._views.grid import grid, row
from claims._views.html import Html, tag
from claims._views.marks import verdict_mark
from claims._views.place import Place
from claims._views.recorded import recorded
from claims._views.tally import link

CLAIMS = (
    "scale/parameters_follow_from_the_config",
    "attention/llama_caches_half_a_mebibyte_a_token",
    "scale/a_token_costs_two_flops_a_parameter",
)
FAMILIES = {"gpt2": "GPT-2", "llama": "LLaMA"}
# What a reader types; the cache is of so many tokens.
SIZES = {
    "vocabulary": "Vocabulary",
    "context": "Context, in tokens",
    "layers": "Layers",
    "hidden_size": "Hidden size",
    "query_heads": "Query heads",
    "kv_heads": "Key and value heads",
    "feed_forward_size": "Feed-forward size",
    "tokens": "Tokens in the cache",
}
TITLES = {
    "parameters": "Parameters",
    "token_table": "Token embedding",
    "position_table": "Position embedding",
    "attention": "Attention",
    "feed_forward": "Feed-forward",
    "norms": "Norms",
    "head": "Head, where not tied",
    "cache_bytes_a_token": "Cache a token, in bytes",
    "cache_bytes": "Cache at full context, in bytes",
    "operations": "FLOPs a token, in matrices",
}
MOST = 10**9
NOTE = (
    f"The cache is that of keys and values, in {8 * CACHED_AS} bits a number. FLOPs are those of "
    "one token's forward pass in the matrices; what attention adds between tokens grows with the "
    "text."
)


def formulas(family: str) -> dict[str, Formula]:
    """Every formula of a family by its name, the parts of its parameters first."""
    return {
        **PARTS[family],
        "cache_bytes_a_token": cache_bytes_a_token,
        "cache_bytes": cache_bytes,
        "operations": OPERATIONS[family],
    }


def sizes_of(name: str) -> dict[str, Any]:
    """A checkpoint's sizes as they are recorded, and its whole context in the cache."""
    known = next(it for it in catalogue() if it.id == name)
    record = recorded(known)
    if record is None:
        raise LookupError(f"{name}: the project has no record of its sizes")
    words = [*(it for it in SIZES if it != "tokens"), "head_width", "tied_embeddings"]
    facts = {word: record.value(word) for word in words}
    return {"family": known.family, **facts, "tokens": facts["context"]}


def results_of(sizes: Mapping[str, Any]) -> dict[str, int]:
    """What sizes come to, by the formulas themselves."""
    family, it = sizes["family"], Sizes(sizes.__getitem__)
    found = {name: formula(it) for name, formula in formulas(family).items()}
    return {"parameters": sum(found[name] for name in PARTS[family]), **found}


def draw(place: Place) -> Html:
    """The form, hidden where no script can answer it, and the table of all checkpoints."""
    rows = [
        row(
            tag("a", it.id, href=place.checkpoint(it.id)),
            *(spell(found[name]) if name in found else "–" for name in TITLES),
        )
        for it in catalogue()
        if (found := results_of(sizes_of(it.id)))
    ]
    heads = ("Checkpoint", *TITLES.values())
    body = tag("tbody", *rows)
    table = grid("What every checkpoint comes to", heads, body, kind="calculated", note=NOTE)
    entries = [place.entry(it) for it in CLAIMS]
    claims = [tag("li", link(place, it), " ", verdict_mark(it)) for it in entries]
    checked = tag("p", "The claims that hold these formulas to the checkpoints:")
    parts = (_form(), table, checked, tag("ul", *claims))
    return chooser(place, "calculator", *parts, data_search_exclude=True)


def _form() -> Html:
    """What is chosen or typed, and a row for each result."""
    own = [("", "Your own sizes"), *((it.id, it.id) for it in catalogue())]
    fields = [number(title, name) for name, title in SIZES.items()]
    chosen = (
        choice("Checkpoint", "of", own),
        choice("Built like", "family", FAMILIES.items()),
        *fields,
        tag("div", ticked("Tied embeddings", name="tied_embeddings"), class_="field"),
    )
    return form(
        "calculator",
        tag("div", *chosen, class_="fields"),
        told(),
        _results(),
        data_formulas=json.dumps({it: _expressions(it) for it in FAMILIES}),
        data_head_width=json.dumps(expression(head_width)),
        data_parts=json.dumps({it: list(PARTS[it]) for it in FAMILIES}),
        data_checkpoints=json.dumps({it.id: sizes_of(it.id) for it in catalogue()}),
        data_most=MOST,
    )


def _expressions(family: str) -> dict[str, Expression]:
    return {name: expression(formula) for name, formula in formulas(family).items()}


def _results() -> Html:
    """A row for each result, which the script fills in."""
    titles = TITLES | {"cache_bytes": "Cache of so many tokens, in bytes"}
    rows = [
        row(title, _output(name), tag("span", class_="short"), class_=f"is-{name}")
        for name, title in titles.items()
    ]
    heads = tag("tr", *(tag("th", it, scope="col") for it in ("What", "Number", "In short")))
    table = tag("table", tag("thead", heads), tag("tbody", *rows), class_="grid")
    about = {"role": "region", "tabindex": "0", "aria_label": "What the sizes come to"}
    return tag("div", table, class_="comparison results", **about)


def _output(name: str) -> Html:
    """Where a script writes a number; all of them at once would be too much to hear."""
    return tag("output", name=name, aria_live="off")


def describe(_: Place) -> list[str]:
    """The same in words, a checkpoint a line."""
    lines = []
    for it in catalogue():
        found = results_of(sizes_of(it.id))
        said = (f"{title} {spell(found[name])}" for name, title in TITLES.items() if name in found)
        lines.append(f"{it.id}: {'; '.join(said)}")
    return lines
