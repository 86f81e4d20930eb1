"""From any config that transformers knows to a small model of the same structure."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from claims._core.observed import CantTell
from claims._probes.fitting.chosen_layers import Choice, choices, of_chosen
from claims._probes.fitting.declared import kinds_of
from claims._probes.fitting.library_words import in_words
from claims._probes.fitting.narrowing import narrowed
from claims._probes.fitting.narrowing_states import narrowed_states
from claims._probes.fitting.stated_config import StatedConfig
from claims._probes.models.construction import stack_of_blocks
from claims._probes.models.model import Model
from claims._probes.models.recipe import Recipe, settings_text
from claims._probes.models.reference import reference_model

# A prime: no width equals it.
VOCABULARY = 127
# Long enough for every probe, where a table has a row for each position; MPT's has its biases.
SHORTEST = 512
CONTEXTS = ("max_position_embeddings", "max_seq_len")
# A model that is small already is measured as it is.
NARROW = 256
# In float64, with copies, some 4 GB; of what is kept beside them, as GPTBigCode's mask, likewise.
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
    for attempt, choice in _attempts(stated, kinds):
        try:
            _require_small(attempt, choice)
            _require_finite(attempt)
        # Configs check themselves and models each other's widths, with errors of every class.
        except Exception as error:
            problem = problem or error
            continue
        return _in_double(attempt)
    said = in_words(problem) if problem else "nothing was tried"
    raise CantTell(f"no small {stated.model_type} of this config runs: {said}")


def _require_small(attempt: Fitted, choice: Choice) -> None:
    """Refuse what would take gigabytes, before it does, and layers of other kinds than stated."""
    import torch

    with torch.device("meta"):
        module = reference_model(attempt.model.recipe.config())
    count = sum(it.numel() for it in module.parameters())
    if count > MOST_PARAMETERS:
        raise ValueError(f"it still has {count:,} parameters")
    kept = sum(it.numel() for it in module.buffers())
    if kept > MOST_PARAMETERS:
        raise ValueError(f"it still keeps {kept:,} numbers beside its parameters")
    if choice.kinds and choice.kinds != kinds_of(stack_of_blocks(module)):
        raise ValueError("with fewer layers it has others than are stated")


def _require_finite(attempt: Fitted) -> None:
    """Refuse a model that makes no numbers, or far too many: nothing could be measured of it."""
    import torch

    # Built before it is counted what a run makes: a mask as long as the context is made once.
    model, tokens = attempt.model, attempt.model.tokens()
    with at_most(MOST_NUMBERS):
        made = model.logits(tokens)
    if not bool(torch.isfinite(made).all()):
        raise ValueError("what it makes of a text is not finite")


def _in_double(attempt: Fitted) -> Fitted:
    """The same, told that a part of it insists on float32 if it runs no otherwise in float64."""
    insisting = Model(replace(attempt.model.recipe, insists=True))
    for model in (attempt.model, insisting):
        try:
            double = model.in_double()
            double.logits(double.tokens())
        # Whatever it says of precisions, in words of its own: then each probe says that it can't.
        except RuntimeError:
            continue
        return replace(attempt, model=model)
    return attempt


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


def _attempts(stated: StatedConfig, kinds: tuple[str, ...]) -> Iterator[tuple[Fitted, Choice]]:
    """The ways to make it small, the most faithful first."""
    for as_stated, widths in _widths(stated):
        for choice in choices(stated, kinds):
            for special in (None, 0):
                settings = _settings(stated, choice, special, widths)
                recipe = Recipe(stated.model_type, settings_text(settings))
                yield Fitted(Model(recipe), choice.layers, as_stated), choice


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


def _settings(
    stated: StatedConfig, choice: Choice, special: int | None, widths: dict[str, Any]
) -> dict[str, Any]:
    """The settings with fewer layers, a small vocabulary, and a context that is long enough.

    Ids with a role lie beyond the small vocabulary, and have no role here.
    """
    settings = stated.settings | widths | dict(choice.counts)
    for key, value in (stated.values | widths).items():
        if (chosen := of_chosen(value, key, stated, choice.layers)) is not value:
            settings[key] = chosen
        if key.endswith("_token_id") and _lies_beyond(value):
            settings[key] = special
        if key.startswith("vocab_size") and isinstance(value, int):
            settings[key] = VOCABULARY
    settings[stated.own("num_hidden_layers")] = len(choice.layers)
    settings[stated.own("vocab_size")] = VOCABULARY
    for context in CONTEXTS:
        if (own := stated.own(context)) in stated.values and (stated.get(own) or 0) < SHORTEST:
            settings[own] = SHORTEST
    return settings


def _lies_beyond(value: Any) -> bool:
    ids: list[Any] = value if isinstance(value, list) else [value]
    return any(isinstance(it, int) and it >= VOCABULARY for it in ids)
