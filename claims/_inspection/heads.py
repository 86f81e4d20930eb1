"""Attention: which heads share keys, how many there are and how wide, what each token sees."""

from collections.abc import Callable, Iterable
from typing import Any

from claims._core.observed import CantTell, NoOutcome
from claims._core.words import Evidence
from claims._inspection.property import Disagreement, Property, measured, measured_but, unknown
from claims._inspection.stated_words import last_of, stated_words
from claims._inspection.subject import Subject, told
from claims._probes.fitting.narrowing import SHARED
from claims._probes.models.own_names import own_name
from claims._probes.score_heads import attending

KINDS = ("multi-head", "grouped-query", "multi-query")
# The number that is shared, as configs of other classes call it.
ELSEWHERE = ("n_kv_heads", "n_head_kv", "num_query_groups")
# How wide a key is; a width that isn't a head's is none of the small model's either.
WIDTHS = ("head_dim", "dim_head", "d_head", "d_kv", "attention_head_size")
# What a word for the whole of attention says of them.
NAMED = {
    "multihead_attention": "multi-head",
    "grouped_query_attention": "grouped-query",
    "multiquery_attention": "multi-query",
}
BORNE_OUT = "who reads whom was measured, how many was not"


def attention(subject: Subject) -> Property:
    """Whether query heads share keys, and how many do."""
    kind = _one("kinds of sharing", (it.kind for it in _heads(subject)))
    return measured_but(kind, _where(subject))


def query_heads(subject: Subject) -> Property:
    """How many heads ask."""
    seen = _one("numbers of query heads", (it.query_heads for it in _heads(subject)))
    if subject.fitted.as_stated:
        return measured_but(seen, _where(subject))
    return Property(_stated_queries(subject, seen), Evidence.CONFIG, BORNE_OUT)


def kv_heads(subject: Subject) -> Property:
    """How many different heads they ask: stated, or what the kind of sharing leaves."""
    heads = _heads(subject)
    seen = _one("numbers of key-value heads", (it.kv_heads for it in heads))
    if subject.fitted.as_stated:
        return measured_but(seen, _where(subject))
    kind = _one("kinds of sharing", (it.kind for it in heads))
    if kind == "grouped-query":
        return Property(_stated_sharing(subject, seen), Evidence.CONFIG, BORNE_OUT)
    stated = 1
    if kind == "multi-head":
        stated = _stated_queries(subject, _one("query heads", (it.query_heads for it in heads)))
    return Property(stated, Evidence.CONFIG, BORNE_OUT)


def head_width(subject: Subject) -> Property:
    """How many coordinates a key has."""
    seen = _one("widths of a head", (it.head_width for it in _met(subject) or _heads(subject)))
    if subject.fitted.as_stated:
        return measured_but(seen, _where(subject))
    stated, small = map(_width_of, (subject.stated.config, subject.fitted.model.config))
    if stated is None:
        return unknown("the config states no width of a head")
    if small != seen:
        raise CantTell(f"told a width of {small}, a small model has heads {seen} wide")
    return Property(stated, Evidence.CONFIG)


def stated_width(get: Callable[[str], Any]) -> int | None:
    """How wide a config says that a key is, by what it gives under a name."""
    parts = [get(it) for it in ("qk_nope_head_dim", "qk_rope_head_dim")]
    if all(isinstance(it, int) for it in parts):
        return int(sum(filter(None, parts)))
    return next((it for it in map(get, WIDTHS) if isinstance(it, int)), None)


def _width_of(config: Any) -> int | None:
    """The width of a head that a config states, or that its other sizes leave for it."""
    if width := stated_width(lambda name: getattr(config, name, None)):
        return width
    heads = _queries_of(config)
    return None if not heads or config.hidden_size % heads else int(config.hidden_size // heads)


def _queries_of(config: Any) -> int | None:
    heads: int | None = getattr(config, own_name(type(config), "num_attention_heads"), None)
    return heads


def causal(subject: Subject) -> Property:
    """Whether no token sees a later one."""
    return measured(subject.ask("causality").causal)


def _heads(subject: Subject) -> list[Any]:
    """Who reads whom in each layer: by changing the cache, and by the keys that meet the queries.

    One for all, where the cache shows them all alike.
    """
    subject.require_attention()
    try:
        moved = subject.ask("head_sharing")
    except NoOutcome:
        return list(attending(subject.fitted.model))
    met = _met(subject)
    # Falcon caches one key for each query head, though several are the same: then only where they
    # meet the queries does it show that they are shared.
    if met and (moved.kind not in KINDS or any(it.kv_heads < moved.kv_heads for it in met)):
        return met
    if moved.kind not in KINDS:
        raise CantTell("some heads are read by more query heads than others")
    return [moved]


def _met(subject: Subject) -> list[Any]:
    """The same by the keys alone; nothing where it can't be told."""
    try:
        return list(attending(subject.fitted.model))
    except NoOutcome:
        return []


def _where(subject: Subject) -> str:
    """In which layers, unless it is all of them."""
    of_each = list(zip(subject.fitted.layers, subject.attends, strict=True))
    without = ", ".join(str(number) for number, attends in of_each if not attends)
    return f"not in layers {without} of those that were built" if without else ""


def _one(what: str, values: Iterable[Any]) -> Any:
    found = sorted(set(values))
    if len(found) > 1:
        said = ", ".join(map(str, found))
        raise CantTell(f"layers have different {what}; in a small model: {said}")
    return found[0]


def _stated_queries(subject: Subject, seen: int) -> int:
    """As many as the config states, if the small model has as many as its own config states."""
    stated = subject.stated.get("num_attention_heads")
    if not isinstance(stated, int):
        raise CantTell("the config states no num_attention_heads")
    small = _queries_of(subject.fitted.model.config)
    if small != seen:
        raise CantTell(f"the config states {stated}; but a small model told {small} has {seen}")
    return stated


def _stated_sharing(subject: Subject, seen: int) -> int:
    """As many as are shared by the stated name that the small model was seen to follow."""
    small = subject.fitted.model.config
    for name in SHARED:
        stated = subject.stated.get(name)
        if isinstance(stated, int) and getattr(small, name, None) == seen:
            return stated
    raise CantTell(f"no stated number is that of the {seen} that are shared in a small model")


def disagreements(subject: Subject) -> list[Disagreement]:
    """Where the config states another sharing of heads, or another mask, than the class has."""
    found = _of_sharing(subject)
    if subject.stated.settings.get("is_causal") is not None:
        wanted, seen = bool(subject.stated.settings["is_causal"]), causal(subject).value
        if wanted is not seen:
            said = f"the config states is_causal {wanted}, the class is {'' if seen else 'not '}so"
            found.append(Disagreement("causal", wanted, seen, said))
    return found + _of_prefix(subject)


def _of_prefix(subject: Subject) -> list[Disagreement]:
    """A prefix whose tokens are said to see each other, where no token sees a later one."""
    return [
        Disagreement("causal", False, True, f"the config states {key} True; the class is causal")
        for key, stated in stated_words(subject.stated.settings)
        if last_of(key) == "prefix_lm" and stated is True and told(causal, subject).value
    ]


def _of_sharing(subject: Subject) -> list[Disagreement]:
    """Another number of key-value heads, or one for all by a word that the class doesn't read."""
    found, settings = [], subject.stated.settings
    kv = told(kv_heads, subject).value
    for key in dict.fromkeys([*map(subject.stated.own, SHARED), *SHARED, *ELSEWHERE]):
        stated = settings.get(key)
        if isinstance(stated, int) and kv is not None and stated != kv:
            said = f"the config states {stated} key-value heads, the class has {kv}"
            found.append(Disagreement("kv_heads", stated, kv, said))
    kind = told(attention, subject).value
    word = settings.get("multi_query") is True and not subject.stated.is_own("multi_query")
    if word and kind not in (None, "multi-query"):
        said = f"the config states multi_query True; measured: {kind}"
        found.append(Disagreement("attention", True, kind, said))
    for key, stated in stated_words(settings):
        if last_of(key) == "attn_type" and kind and NAMED.get(str(stated), kind) != kind:
            said = f"the config states {key} {stated}; measured: {kind}"
            found.append(Disagreement("attention", stated, kind, said))
    return found
