"""Meta's own `params.json`."""

from pathlib import Path
from typing import Any

from claims._checkpoints.formats import strict_json
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.formats.stated_facts import stated_facts
from claims._checkpoints.kinds import WrongKind, fitting


def read(path: Path) -> Reading:
    """Read the facts, and the feed-forward width that they entail."""
    facts = stated_facts(path, "params.json", strict_json.read(path))
    derived = {}
    if "hidden_size" in facts and "feed_forward_multiple_of" in facts:
        derived["feed_forward_size"] = (_held(path, facts), _RULE)
    return Reading(facts=facts, derived=derived)


_RULE = (
    "rule of the reference code: two thirds of 4 × hidden_size, times the multiplier if one is "
    "stated, rounded up to feed_forward_multiple_of"
)


def _held(path: Path, facts: dict[str, Any]) -> int:
    try:
        return int(fitting("feed_forward_size", feed_forward_size(facts)))
    except (WrongKind, OverflowError) as wrong:
        words = "a whole number" if isinstance(wrong, OverflowError) else str(wrong)
        names = ("feed_forward_multiplier", "feed_forward_multiple_of", "hidden_size")
        of = ", ".join(f"{name} {facts[name]}" for name in names if name in facts)
        raise PublishedFileError(path, "feed_forward_size by its rule", words, of) from None


def feed_forward_size(facts: dict[str, Any]) -> int:
    """Compute the width as Meta's code does, in its order of roundings."""
    width = int(2 * 4 * facts["hidden_size"] / 3)
    if "feed_forward_multiplier" in facts:
        width = int(facts["feed_forward_multiplier"] * width)
    step = int(facts["feed_forward_multiple_of"])
    return step * ((width + step - 1) // step)
