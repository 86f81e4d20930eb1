"""Architectures from transformers, and what is true of each of them by its authors' own word."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from transformers import CONFIG_MAPPING

from claims._inspection.inspect import Inspection, inspect

TRUTHS: dict[str, dict[str, Any]] = tomli.loads(
    Path(__file__).with_name("truths.toml").read_text("utf-8")
)


def written(name: str, folder: Path) -> Path:
    """Write an architecture's config as the library would, into a folder of its own."""
    known = TRUTHS.get(name, {})
    kind = known.get("kind", name)
    settings = known.get("settings", {})
    config = CONFIG_MAPPING[kind](**deepcopy(settings))
    folder.mkdir(parents=True, exist_ok=True)
    table = {**config.to_dict(), "model_type": kind}
    # What a class takes and drops is in the files of a release all the same.
    table |= {key: it for key, it in settings.items() if key not in config.attribute_map | table}
    (folder / "config.json").write_text(json.dumps(table), "utf-8")
    return folder


@cache
def inspected(name: str, folder: Path) -> Inspection:
    """Inspect an architecture once a run."""
    return inspect(str(written(name, folder)))
