"""From any config that transformers knows to a small model of the same structure."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from claims._core.observed import CantTell
from claims._probes.model import Model
from claims._probes.narrowing import narrowed
from claims._probes.narrowing_states import narrowed_states
from claims._probes.recipe import Recipe, settings_text
from claims._probes.reference import reference_model
from claims._probes.stated_config import StatedConfig

# Layers that are alike needn't all be built; of each kind that a config lists there is one.
LAYERS = 4
# A prime: no width equals it.
VOCABULARY = 127
# Long enough for every probe, where a table has a row for each position.
SHORTEST = 512
# A model that is small already is measured as it is.
NARROW = 256
# In float64, with copies, some 4 GB.
MOST_PARAMETERS = 120_000_000
# In one run over 64 tokens: a third of a second, and there are some hundred runs.
MOST_NUMBERS = 200_000_000


@dataclass(frozen=True)
class Fitted:
    """The small model, which of the stated layers it has, and whether its widths are the stated."""

    model: Model
    layers: tuple[int, ...]
    as_stated: bool


def fitted(stated: StatedConfig, kinds: tuple[str, ...] = ()) -> Fitted:
    """Bring the sizes down until it is quick, and change nothing else.

    `kinds` says for each layer at full size what sets it apart. Several ways are tried, and the
    first model that runs is taken. Raises CantTell with what the library said if none does, and
    Inapplicable for an encoder with a decoder.
    """
    stated.require_decoder()
    problem: Exception | None = None
    for attempt in _attempts(stated, kinds):
        try:
            _require_small(attempt)
            _require_finite(attempt)
        # Configs check themselves and models each other's widths, with errors of every class.
        except Exception as error:
            problem = problem or error
            continue
        return attempt
    said = " ".join(f"{type(problem).__name__}: {problem}".split())[:300]
    raise CantTell(f"no small {stated.model_type} of this config runs: {said}")


def _require_small(attempt: Fitted) -> None:
    """Refuse what would take gigabytes, before it does."""
    import torch

    with torch.device("meta"):
        module = reference_model(attempt.model.recipe.config())
    count = sum(it.numel() for it in module.parameters())
    if count > MOST_PARAMETERS:
        raise ValueError(f"it still has {count:,} parameters")


def _require_finite(attempt: Fitted) -> None:
    """Refuse a model that makes no numbers, or far too many: nothing could be measured of it."""
    import torch

    with at_most(MOST_NUMBERS):
        made = attempt.model.logits(attempt.model.tokens())
    if not bool(torch.isfinite(made).all()):
        raise ValueError("what it makes of a text is not finite")


@contextmanager
def at_most(numbers: int) -> Iterator[None]:
    """Stop what makes more numbers than that on its way: it would take minutes to measure.

    Numbers are counted, not seconds, so that the same is measured on every machine.
    """
    from torch.utils._python_dispatch import TorchDispatchMode

    class Counting(TorchDispatchMode):  # type: ignore[no-untyped-call]
        made = 0

        def __torch_dispatch__(self, func: Any, _: Any, args: Any = (), kwargs: Any = None) -> Any:
            made = func(*args, **(kwargs or {}))
            self.made += getattr(made, "numel", int)()
            if self.made > numbers:
                raise ValueError(f"a run of it still makes more than {numbers:,} numbers")
            return made

    with Counting():  # type: ignore[no-untyped-call]
        yield


def _attempts(stated: StatedConfig, kinds: tuple[str, ...]) -> Iterator[Fitted]:
    """The ways to make it small, the most faithful first."""
    every = tuple(range(stated.layers))
    some = _of_each_kind(stated)
    last = max((kinds.index(it) for it in kinds), default=0)
    if last >= len(some) and not {kinds.index(it) for it in kinds} <= set(some):
        # What no list in the config tells goes by the layer's number: then all up to the last kind.
        some = every[: last + 1]
    for as_stated, widths in _widths(stated):
        for layers in dict.fromkeys((some, every)):
            if len(layers) > 8 * LAYERS:
                continue
            for special in (None, 0):
                settings = _settings(stated, layers, special, widths)
                recipe = Recipe(stated.model_type, settings_text(settings))
                yield Fitted(Model(recipe), layers, as_stated)


def _widths(stated: StatedConfig) -> Iterator[tuple[bool, dict[str, Any]]]:
    """The stated widths of a small model, and narrower ones, with and without narrower states."""
    if stated.hidden_size <= NARROW:
        yield True, {}
    widths = narrowed(stated)
    if widths is not None:
        if states := narrowed_states(stated, widths[stated.own("hidden_size")]):
            yield False, widths | states
        yield False, widths
    if NARROW < stated.hidden_size <= 16 * NARROW:
        yield True, {}


def _of_each_kind(stated: StatedConfig) -> tuple[int, ...]:
    """The first layers, and the first of each kind that a list in the config sets apart."""
    lists = [it for it in stated.values.values() if _is_listed(it, stated.layers)]
    kinds = [tuple(map(str, each)) for each in zip(*lists, strict=True)]
    first = {kind: number for number, kind in reversed(list(enumerate(kinds)))}
    return tuple(sorted({*range(min(LAYERS, stated.layers)), *first.values()}))


def _is_listed(value: Any, layers: int) -> bool:
    """Whether a setting says something of each layer, one after the other."""
    return isinstance(value, list) and len(value) == layers and not _are_numbers(value, layers)


def _are_numbers(value: Any, layers: int) -> bool:
    """Whether a setting lists layers by their numbers."""
    listed = isinstance(value, list) and len(value) > 1 and len({*map(str, value)}) == len(value)
    return listed and all(type(it) is int and 0 <= it < layers for it in value)


def _settings(
    stated: StatedConfig, layers: tuple[int, ...], special: int | None, widths: dict[str, Any]
) -> dict[str, Any]:
    """The settings with fewer layers, a small vocabulary, and a context that is long enough.

    Ids with a role lie beyond the small vocabulary, and have no role here.
    """
    settings = stated.settings | widths
    for key, value in (stated.values | widths).items():
        if _is_listed(value, stated.layers):
            settings[key] = [value[it] for it in layers]
        if "layer" in key and _are_numbers(value, stated.layers):
            settings[key] = [layers.index(it) for it in value if it in layers]
        if key.endswith("_token_id") and _lies_beyond(value):
            settings[key] = special
    settings[stated.own("num_hidden_layers")] = len(layers)
    settings[stated.own("vocab_size")] = VOCABULARY
    context = stated.own("max_position_embeddings")
    if context in stated.values and (stated.get("max_position_embeddings") or 0) < SHORTEST:
        settings[context] = SHORTEST
    return settings


def _lies_beyond(value: Any) -> bool:
    ids: list[Any] = value if isinstance(value, list) else [value]
    return any(isinstance(it, int) and it >= VOCABULARY for it in ids)
