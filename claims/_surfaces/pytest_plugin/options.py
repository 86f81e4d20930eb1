"""The options of a run of claims, and the run that they ask for."""

import pytest

from claims._checkpoints.selection import Selection, recorded, select
from claims._core.errors import Refused
from claims._core.evaluate import EVERYTHING, Levels
from claims._core.run import Run
from claims._core.words import CHECKABLE, Evidence
from claims._probes.models.reconcile import reconcile
from claims._surfaces.pytest_plugin.hub_bar import HubBar
from claims._surfaces.pytest_plugin.weights_read import READ, WeightsRead

RUN = pytest.StashKey[Run]()
TARGETS = (
    "repeatable: a short name of the catalogue (only that unit), or a model to hold the claims "
    "about its family against and to say what is true of it: a FOLDER, or owner/name[@revision] "
    "on the hub; a folder that is there comes first"
)


def add_options(parser: pytest.Parser) -> None:
    """Add the three options of a run of claims."""
    group = parser.getgroup("claims", "architectural claims")
    kinds = ",".join(CHECKABLE)
    group.addoption("--evidence", metavar="KINDS", help=f"only checks on these: {kinds}")
    group.addoption(
        "--source", default="recorded", help="`recorded`, `hub`, or a FOLDER of published files"
    )
    group.addoption("--checkpoint", action="append", default=[], metavar="TARGET", help=TARGETS)


def open_run(config: pytest.Config) -> Run:
    """Read the options; a wrong one is a usage error, not a traceback."""
    wanted = config.getoption("--evidence")
    levels = _levels(wanted)
    if wanted and Evidence.WEIGHTS in levels:
        config.stash[READ] = WeightsRead(config)
    source = _source(config)
    return Run(source, recorded(), levels, elsewhere=not source.complete)


def _levels(wanted: str | None) -> Levels:
    try:
        levels = frozenset(map(Evidence, wanted.split(","))) if wanted else EVERYTHING
    except ValueError as error:
        raise pytest.UsageError(f"--evidence: {error}; known: {', '.join(CHECKABLE)}") from None
    if not levels <= EVERYTHING:
        never = ", ".join(sorted(levels - EVERYTHING))
        raise pytest.UsageError(f"--evidence: nothing is checked on {never}")
    return levels


def _source(config: pytest.Config) -> Selection:
    source, targets = config.getoption("--source"), config.getoption("--checkpoint")
    try:
        return select(source, targets, reconcile, config.stash.get(READ, None), HubBar(config))
    except Refused as error:
        raise pytest.UsageError(str(error)) from None
