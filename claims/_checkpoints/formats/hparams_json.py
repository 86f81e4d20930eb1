"""OpenAI's own `hparams.json`."""

from pathlib import Path

from claims._checkpoints.formats import strict_json
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.stated_facts import stated_facts


def read(path: Path) -> Reading:
    """Read the five sizes that it states."""
    return Reading(facts=stated_facts(path, "hparams.json", strict_json.read(path)))
