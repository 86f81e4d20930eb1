"""How large it is: of the class that the config declares, held against what is stored."""

import json
from collections.abc import Mapping
from dataclasses import replace
from math import prod
from typing import Any

from claims._core.observed import CantTell, NoOutcome
from claims._core.words import Evidence
from claims._inspection.experts import widths_beside, with_experts
from claims._inspection.property import Disagreement, Property
from claims._inspection.stored import sizes_decided_by
from claims._inspection.subject import Subject
from claims._inspection.unattended import also_unattended
from claims._probes.fitting.narrowing import FEED_FORWARD
from claims._probes.models.recipe import Recipe, settings_text
from claims._probes.models.reference import reference_model
from claims._probes.watching.replay import replays

WIDTHS = ("intermediate_size", "ffn_dim", "ffn_hidden_size", "n_inner", "d_ff", "dim_ff")
# How many times as wide as the hidden state: MPT's class declares it, and makes it 4.
TIMES = "expansion_ratio"


def parameters(subject: Subject) -> Property:
    """How many numbers training changes, a tied matrix counted once."""
    known = subject.declared
    count = known.parameters
    tied = {known.embedding, known.head} & set(known.ties)
    if tied and (stored := subject.stored_twice) and stored.same is False:
        count += prod(known.shapes[known.embedding])
    why = "" if subject.stated.is_whole else "of the text decoder alone"
    return Property(count, sizes_decided_by(subject), why)


def layers(subject: Subject) -> Property:
    """How many blocks the class has."""
    return Property(len(subject.declared.blocks), sizes_decided_by(subject))


def hidden_size(subject: Subject) -> Property:
    """How wide the vectors are that pass from block to block."""
    return Property(subject.stated.hidden_size, sizes_decided_by(subject))


def vocabulary(subject: Subject) -> Property:
    """How many tokens it reads, which are as many as the config states and as some table has rows.

    The table that reads them in may have more, for padding or for prompts.
    """
    known, stated = subject.declared, subject.stated.get("vocab_size")
    rows, _ = known.shapes[known.embedding]
    if rows == stated:
        return Property(rows, sizes_decided_by(subject))
    said = f"the table that reads tokens in has {rows:,} rows"
    if known.head and known.shapes[known.head][0] == stated:
        return Property(stated, sizes_decided_by(subject), f"as many as it scores; {said}")
    raise CantTell(f"{said}, and the config states {stated} tokens")


@also_unattended
def feed_forward_size(subject: Subject) -> Property:
    """How wide the feed-forward network is inside, of one expert where it has some.

    Its matrices are found in the small model, and the width read off the same ones at full size.
    """
    experts = with_experts(subject)
    if any(experts) and not all(experts):
        raise CantTell("layers differ: some have experts, and others one network")
    if not any(experts) and (width := _width(subject)):
        return Property(width, sizes_decided_by(subject))
    if not any(experts) and not any(subject.attends):
        raise CantTell("a stated width may be of what keeps a state")
    return _stated_width(subject)


def _stated_width(subject: Subject) -> Property:
    """A width that the config states and the class goes by; of an expert, what is beside it too."""
    # Experts are one parameter for all, and some networks can't be told from the rest of a block.
    for word in ("moe_intermediate_size", "expert_ffn_hidden_size", "intermediate_size"):
        stated = subject.stated.get(word)
        if isinstance(stated, int) and _is_read(subject, word, stated):
            others = ", ".join(f"{it:,}" for it in sorted(widths_beside(subject) - {stated}))
            said = f"of one expert; a network that stands beside them is {others} wide"
            return Property(stated, Evidence.CONFIG, said if others else "")
    if (width := _in_tables(subject)) is not None:
        return Property(width, Evidence.CONFIG)
    raise CantTell("the config states no width of a feed-forward network that its class goes by")


def disagreements(subject: Subject) -> list[Disagreement]:
    """A width that the file states, under a name that the class doesn't read, and no network has.

    Of experts none is told: they may stand beside networks of another width.
    """
    if any(with_experts(subject)):
        return []
    seen = feed_forward_size(subject).value
    stated = {key: subject.stated.settings.get(key) for key in WIDTHS}
    found = [
        Disagreement(
            "feed_forward_size",
            it,
            seen,
            f"the config states {key} {it:,}; the network is {seen:,} wide",
        )
        for key, it in stated.items()
        if type(it) is int and it != seen and not subject.stated.is_own(key)
    ]
    return found + _of_times(seen, subject)


def _of_times(seen: int, subject: Subject) -> list[Disagreement]:
    """A width that the file states as so many times the hidden size."""
    times, hidden = subject.stated.settings.get(TIMES), subject.stated.hidden_size
    if not isinstance(times, int | float) or not hidden or times * hidden == seen:
        return []
    said = f"the config states {TIMES} {times:g}; the network is {seen / hidden:g} times as wide"
    return [Disagreement("feed_forward_size", times, seen, f"{said} as its input, {seen:,}")]


def _in_tables(subject: Subject) -> int | None:
    """A width that stands in a table of the config and that the class goes by, as DBRX's."""
    settings = json.loads(subject.fitted.model.recipe.settings)
    for key, table in subject.stated.values.items():
        for word in FEED_FORWARD if isinstance(table, Mapping) else ():
            small = settings[key].get(word) if isinstance(settings.get(key), dict) else None
            if isinstance(table.get(word), int) and isinstance(small, int):
                wider = {key: settings[key] | {word: 2 * small}}
                if _shape_it(subject, settings, settings | wider):
                    return int(table[word])
    return None


def _is_read(subject: Subject, word: str, stated: int) -> bool:
    """Whether the class has other shapes with another number there, or else has such a side."""
    settings = json.loads(subject.fitted.model.recipe.settings)
    key = subject.stated.own(word)
    if isinstance(small := settings.get(key, subject.stated.values.get(key)), int):
        one, other = (settings | {key: it} for it in (small, 2 * small))
        if (differ := _shape_it(subject, one, other)) is not None:
            return differ
    sides = {side for it in subject.declared.blocks.parameters() for side in it.shape}
    return stated in sides or 2 * stated in sides


def _shape_it(subject: Subject, *settings: Mapping[str, Any]) -> bool | None:
    """Whether the class has other shapes with one's settings than with the other's."""
    recipe = subject.fitted.model.recipe
    try:
        one, other = (_shapes(replace(recipe, settings=settings_text(it))) for it in settings)
    # Widths may have to fit each other, and each class says so with an error of its own.
    except Exception:
        return None
    return one != other if one else None


def _shapes(recipe: Recipe) -> list[tuple[int, ...]]:
    """Of all parameters, with nothing allocated."""
    import torch

    with torch.device("meta"):
        return [tuple(it.shape) for it in reference_model(recipe.config()).parameters()]


def _width(subject: Subject) -> int | None:
    """How wide the network is at full size, by its last matrix or the first, if it is known."""
    try:
        subject.ask("feed_forward")
    except NoOutcome:
        return None
    found = replays(subject.fitted.model)[0]
    if subject.fitted.as_stated:
        return int(found.out.given.shape[-1])
    # What enters the activation may be a gate and what it multiplies, in one.
    parts = found.into.made.shape[-1] // found.out.given.shape[-1]
    block = subject.declared.blocks[subject.fitted.layers[found.number]]
    hidden = subject.stated.hidden_size
    ends = ((found.out.path, 1), (found.into.path, parts))
    return next(filter(None, (_inner_side(block, path, hidden * by) for path, by in ends)), None)


def _inner_side(block: Any, path: str, other: int) -> int | None:
    """The side of a matrix at full size beside the other one; None where it's no module's own.

    DBRX's experts are made of one parameter; and BLOOM may multiply its last matrix piece by piece,
    in the module around it.
    """
    weight = getattr(block.get_submodule(path), "weight", None)
    if weight is None or weight.dim() != 2:
        return None
    return int(weight.numel() // other)
