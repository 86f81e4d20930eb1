"""Every alternative that a model leaves open, run on its weights at once and compared."""

from collections.abc import Mapping
from typing import Any

from claims._checkpoints.weights.stored import Stored
from claims._core.errors import Refused
from claims._running.alternative import Alternative, alternatives
from claims._running.comparison import Comparison, compared
from claims._running.skeleton import Skeleton
from claims._running.streaming import AS_PUBLISHED, Losses, streamed
from claims._running.text import windows
from claims._running.threads import all_threads
from claims._running.whole import gpus_can_hold_it, run_whole

Comparisons = Mapping[str, Comparison]


def counterfactuals(config: Any, stored: Stored) -> Comparisons:
    """Compare each alternative that fits the model with the model as published, by name."""
    text = read_text(config, stored)
    losses = _losses(config, stored, text, fitting(config, stored))
    published = losses.pop(AS_PUBLISHED)
    return {name: compared(published, it, text) for name, it in losses.items()}


def read_text(config: Any, stored: Stored) -> Any:
    """The text's windows, as a model's own tokenizer cuts them; raises Refused if it can't."""
    return windows(tokenizer(stored), config.max_position_embeddings, config.vocab_size)


def bytes_to_read(config: Any, stored: Stored) -> int | None:
    """What a run reads where another library loads the model anew for each alternative, else None.

    A layer at a time, it is what the record says. Raises Refused for tensors that can't be run.
    """
    tried = fitting(config, stored)
    return stored.all_bytes * (1 + len(tried)) if gpus_can_hold_it(stored) else None


def fitting(config: Any, stored: Stored) -> list[Alternative]:
    """The alternatives that have something to change in the class of a config."""
    skeleton = Skeleton(config, stored)
    with skeleton.around() as around:
        return [it for it in alternatives() if it.fits(skeleton.blocks[0], around)]


def _losses(config: Any, stored: Stored, text: Any, tried: list[Alternative]) -> Losses:
    if gpus_can_hold_it(stored):
        return run_whole(stored, text, tried)
    with all_threads():
        return streamed(config, stored, text, tried)


def tokenizer(stored: Stored) -> Any:
    """Load the tokenizer that is published beside the weights; code of its own is never run.

    Nothing is fetched for it: a model of the hub is run if the hub's cache has all of it.
    """
    from transformers import AutoTokenizer

    words = "expected a tokenizer beside the weights"
    place = {"revision": stored.revision, "local_files_only": True}
    try:
        known = AutoTokenizer.from_pretrained(stored.location, **place)
    # What the library raises where files are missing or broken has no class in common, and its
    # words are of many lines about where it looked.
    except Exception as error:
        measured = f"measured none that transformers can load ({type(error).__name__})"
        raise Refused(f"{words}, {measured}") from None
    # Of some kinds it makes one without a vocabulary where there are no files.
    if not known.backend_tokenizer.encode("a", add_special_tokens=False).ids:
        raise Refused(f"{words}, found none")
    return known
