"""Facts that no file states: the defaults of the code and the rules that it computes by."""

from collections.abc import Callable, Mapping
from typing import Any

from claims._checkpoints.catalogue import Default
from claims._checkpoints.fact import Fact

_Rule = tuple[tuple[str, ...], Callable[..., int | None]]


def _quotient(hidden_size: int, query_heads: int) -> int | None:
    return None if hidden_size % query_heads else hidden_size // query_heads


# The rule as the catalogue words it → the facts that it takes, and how it computes.
RULES: dict[str, _Rule] = {
    "4 × hidden_size": (("hidden_size",), lambda hidden_size: 4 * hidden_size),
    "query_heads": (("query_heads",), lambda query_heads: query_heads),
    "hidden_size / query_heads": (("hidden_size", "query_heads"), _quotient),
}


def complete(
    facts: Mapping[str, Fact], generation: str, defaults: tuple[Default, ...]
) -> dict[str, Fact]:
    """Add what is a default of this generation, or of the class that the facts name."""
    whole = dict(facts)
    for default in defaults:
        names = {generation, str(whole["architecture"].value) if "architecture" in whole else ""}
        if default.word in whole or not names & set(default.of):
            continue
        value = default.value if default.rule is None else _computed(default.rule, whole)
        if value is not None:
            whole[default.word] = Fact(value, default.evidence, _origin(default))
    return dict(sorted(whole.items()))


def _computed(rule: str, facts: Mapping[str, Fact]) -> Any:
    words, compute = RULES[rule]
    if any(word not in facts for word in words):
        return None
    return compute(*(facts[word].value for word in words))


def _origin(default: Default) -> str:
    return f"{default.source}: {default.rule}" if default.rule else default.source
