"""Whether a run came to nothing: it was asked of a source that had no unit of any claim."""

from typing import Any

import pytest

from claims._core.words import Outcome
from claims._surfaces.pytest_plugin.options import RUN


def undecided(config: pytest.Config) -> int:
    """How many units were asked of another source than the records, if none could be read there.

    Where all of them are skipped, a run is not green.
    """
    if config.stash[RUN].source.name == "recorded" or hasattr(config, "workerinput"):
        return 0
    outcomes = [row["outcome"] for row in claim_rows(config) if "outcome" in row]
    return len(outcomes) if set(outcomes) == {Outcome.UNTESTED} else 0


def claim_rows(config: pytest.Config) -> list[dict[str, Any]]:
    """What each test of a claim put on its report for the table at the end."""
    reporter = config.pluginmanager.getplugin("terminalreporter")
    return [
        report.claim_row
        for reports in (reporter.stats if reporter else {}).values()
        for report in reports
        if getattr(report, "claim_row", None) and (report.when == "call" or not report.passed)
    ]
