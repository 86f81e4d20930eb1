"""Architectures from transformers, and what is true of each of them by its authors' own word."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from transformers import CONFIG_MAPPING

from claims._inspection.inspect import Inspection, inspect

TRUTHS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("truths.toml").read_text("utf-8")
)


def written(kind: str, folder: Path, **settings: Any) -> Path:
    """Write a kind's config as the library would, into a folder of its own."""
    config = CONFIG_MAPPING[kind](**TRUTHS.get(kind, {}).get("settings", {}), **settings)
    folder.mkdir(parents=True, exist_ok=True)
    table = {**config.to_dict(), "model_type": kind}
    (folder / "config.json").write_text(json.dumps(table), "utf-8")
    return folder


@cache
def inspected(kind: str, folder: Path) -> Inspection:
    """Inspect a kind once a run."""
    return inspect(str(written(kind, folder)))
