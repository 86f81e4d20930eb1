"""Attention: which heads share keys, how many there are and how wide, what each token sees."""

from collections.abc import Callable
from typing import Any

from claims._core.observed import CantTell, NoOutcome
from claims._core.words import Evidence
from claims._inspection.asked import Stated
from claims._inspection.property import Disagreement, Property, measured, unknown
from claims._inspection.subject import Subject

KINDS = ("multi-head", "grouped-query", "multi-query")


def attention(subject: Subject) -> Property:
    """Whether query heads share keys, and how many do."""
    return measured(_heads(subject).kind)


def query_heads(subject: Subject) -> Property:
    """How many heads ask."""
    return _size(subject, "num_attention_heads", lambda heads: heads.query_heads)


def kv_heads(subject: Subject) -> Property:
    """How many different heads they ask: stated, or what the kind of sharing leaves."""
    heads = _heads(subject)
    if subject.fitted.as_stated:
        return measured(heads.kv_heads)
    stated = subject.stated.get("num_attention_heads")
    if not isinstance(stated, int):
        return unknown("the config states no number of heads")
    kept: int = stated * heads.kv_heads // heads.query_heads
    shared = {"multi-query": 1, "multi-head": stated}.get(heads.kind, kept)
    return Property(shared, Evidence.CONFIG, "stated; who reads whom was measured")


def head_width(subject: Subject) -> Property:
    """How many coordinates a key has."""
    if subject.fitted.as_stated:
        return measured(_heads(subject).head_width)
    if width := stated_width(subject.stated):
        return Property(width, Evidence.CONFIG)
    heads = query_heads(subject).value
    if not heads or subject.stated.hidden_size % heads:
        return unknown("the config states no width of a head")
    return Property(subject.stated.hidden_size // heads, Evidence.CONFIG)


def stated_width(stated: Stated) -> int | None:
    """How wide a config says that a key is."""
    parts = [stated.get(it) for it in ("qk_nope_head_dim", "qk_rope_head_dim")]
    if all(isinstance(it, int) for it in parts):
        return int(sum(filter(None, parts)))
    return width if isinstance(width := stated.get("head_dim"), int) else None


def causal(subject: Subject) -> Property:
    """Whether no token sees a later one."""
    return measured(subject.ask("causality").causal)


def _heads(subject: Subject) -> Any:
    """Who reads whom: by changing the cache, and by the keys that meet the queries."""
    subject.require_attention()
    try:
        moved = subject.ask("head_sharing")
    except NoOutcome:
        return subject.ask("score_heads")
    try:
        met = subject.ask("score_heads")
    except NoOutcome:
        met = None
    # Falcon caches one key for each query head, though several are the same: then only where they
    # meet the queries does it show that they are shared.
    if met and (moved.kind not in KINDS or met.kv_heads < moved.kv_heads):
        return met
    if moved.kind not in KINDS:
        raise CantTell("some heads are read by more query heads than others")
    return moved


def _size(subject: Subject, name: str, of: Callable[[Any], int]) -> Property:
    """A number of the model itself, or of the config where the small model has other numbers."""
    heads = _heads(subject)
    if subject.fitted.as_stated:
        return measured(of(heads))
    stated = subject.stated.get(name)
    if not isinstance(stated, int):
        raise CantTell(f"the config states no {name}")
    return Property(stated, Evidence.CONFIG, "stated; who reads whom was measured")


def disagreements(subject: Subject) -> list[Disagreement]:
    """Where the config states another sharing of heads, or another mask, than the class has."""
    found = []
    stated = subject.stated.settings.get(subject.stated.own("num_key_value_heads"))
    kv = kv_heads(subject)
    if isinstance(stated, int) and kv.value is not None and stated != kv.value:
        said = f"the config states {stated} key-value heads, the class has {kv.value}"
        found.append(Disagreement("kv_heads", stated, kv.value, said))
    if subject.stated.settings.get("is_causal") is not None:
        wanted, seen = bool(subject.stated.settings["is_causal"]), causal(subject).value
        if wanted is not seen:
            said = f"the config states is_causal {wanted}, the class is {'' if seen else 'not '}so"
            found.append(Disagreement("causal", wanted, seen, said))
    return found
