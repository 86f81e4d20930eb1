"""What a run reads from the hub, added up over the processes that read."""

from typing import Any

import pytest
from attrs import asdict

from claims._checkpoints.hub.took import Took
from claims._surfaces.pytest_plugin.options import RUN
from claims._views.took import joined, total_line

TOOK = pytest.StashKey[list[dict[str, Took]]]()


def tell(config: pytest.Config) -> None:
    """Let a worker of xdist say what it read."""
    output = getattr(config, "workeroutput", None)
    if output is not None:
        own = config.stash[RUN].source.took
        output["took"] = {name: asdict(it) for name, it in own.items()}


def hear(node: Any) -> None:
    """Hear what a worker read; one that crashed says nothing."""
    said = getattr(node, "workeroutput", {}).get("took", {})
    node.config.stash[TOOK].append({name: Took(**it) for name, it in said.items()})


def total_lines(config: pytest.Config) -> list[str]:
    """What all of the run read, in one line; none if it read nothing."""
    read = took(config)
    return [total_line(read)] if read else []


def took(config: pytest.Config) -> dict[str, Took]:
    """What all processes of the run read, checkpoint by checkpoint."""
    return joined([config.stash[RUN].source.took, *config.stash[TOOK]])
