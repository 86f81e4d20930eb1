"""`pytest claims/`: every claim on every unit, every control and every verdict is a test."""

import gc
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from claims._core import published
from claims._core.discovery import claim_ids, is_claim_file
from claims._core.words import Evidence
from claims._pages.page import house_of
from claims._surfaces.pytest_plugin.claim_file import PATHS, ClaimFile, announce_weights
from claims._surfaces.pytest_plugin.held import model_sections
from claims._surfaces.pytest_plugin.hub_reads import TOOK, hear, tell, total_lines
from claims._surfaces.pytest_plugin.items import ClaimItem, UnitItem
from claims._surfaces.pytest_plugin.options import RUN, add_options, open_run
from claims._surfaces.pytest_plugin.page_file import PageFile
from claims._surfaces.pytest_plugin.undecided import claim_rows, undecided
from claims._surfaces.pytest_plugin.weights_read import READ
from claims._views.summary import summary_lines


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of a run of claims."""
    add_options(parser)


def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Load the plugin that runs notebooks where an option of its own asks for it.

    Its kernels and formats take longer to import than all records of checkpoints to check.
    """
    plugins = early_config.pluginmanager
    if any(it.startswith("--nbval") for it in args) and not plugins.hasplugin("nbval"):
        plugins.import_plugin("nbval.plugin")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Open what the run is about; a wrong option is a usage error.

    After all others, since what is read meanwhile is shown where pytest writes.
    """
    config.stash[RUN] = open_run(config)
    config.stash[PATHS] = {}
    config.stash[TOOK] = []
    # What is there by now stays: no search for garbage need go through it again. Where no model is
    # made, what comes is so little that searching it takes longer than it is worth.
    gc.freeze()
    if config.stash[RUN].levels.isdisjoint((Evidence.BEHAVIOUR, Evidence.WEIGHTS)):
        gc.disable()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a module by its place, `claims/<section>/<name>.py`, and look through each page."""
    if is_claim_file(file_path):
        return ClaimFile.from_parent(parent, path=file_path)
    house = house_of(file_path)
    return PageFile.from_parent(parent, path=file_path, house=house) if house else None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse what was published of a claim that is gone, if all its neighbours are there.

    Before that, see whether there is anything but claims.
    """
    if all(isinstance(it, ClaimItem) for it in session.items):
        # Nothing here asks for logs; catching them takes longer than the tests themselves.
        session.config.pluginmanager.unregister(name="logging-plugin")
    source = session.config.stash[RUN].source
    # A worker of xdist runs some of these alone, and reads what those need.
    if not (session.config.option.collectonly or hasattr(session.config, "workerinput")):
        units = [it.unit for it in session.items if isinstance(it, UnitItem)]
        source.bring({name for unit in units for name in unit.behind})
    paths = session.config.stash[PATHS]
    for house in {path.parents[1] for path in paths.values()}:
        known = claim_ids(house)
        gone = [it for it in published.read(house / "published.toml") if it not in known]
        if gone and set(known) <= set(paths):
            said = f"published, but no longer a claim: {', '.join(gone)}; `claims accept` drops it"
            raise pytest.UsageError(said)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Put what the table at the end needs on the report, which travels between processes."""
    report = yield
    if isinstance(item, ClaimItem):
        report.claim_row = item.row
    return report


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep a file's tests in one worker, since a verdict rests on all units of its claim.

    Where real weights are read there is no verdict, and one run of a model answers all claims on
    it: its tests are what one worker keeps.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByUnit(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return nodeid.rpartition("::")[2]

    if config.getoption("dist") != "load":
        return None
    by_unit = READ in config.stash and not config.stash[RUN].source.complete
    return (ByUnit if by_unit else LoadScopeScheduling)(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Announce what all workers will read of weights: they have no terminal."""
    announce_weights(config)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Pass on what a worker read; a run that could read nothing of what it was asked is no success.

    What it was asked of can't be read, as a folder that isn't there can't.
    """
    tell(session.config)
    if exitstatus == pytest.ExitCode.OK and undecided(session.config):
        session.exitstatus = pytest.ExitCode.INTERRUPTED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker read."""
    hear(node)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print verdicts, what was not tested and why, what was read, and what each model is."""
    rows = claim_rows(config)
    verdicts = [*summary_lines(rows), *total_lines(config)]
    if many := undecided(config):
        verdicts.append(f"nothing was decided: none of {many} units could be read")
    for title, lines in [("claims", verdicts), *model_sections(config, rows)]:
        if lines:
            terminalreporter.section(title)
        for line in lines:
            terminalreporter.write_line(line)
