"""`pytest claims/`: every claim on every unit, every control and every verdict is a test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims._checkpoints.selection import recorded, select
from claims._core import published
from claims._core.ahead import measure_ahead
from claims._core.answer import is_kept, keep
from claims._core.claim import Claim
from claims._core.control import Control
from claims._core.discovery import claim_ids, is_claim_file, load, load_each
from claims._core.entry import entry
from claims._core.errors import ClaimError, Refused
from claims._core.evaluate import EVERYTHING
from claims._core.result import ClaimResult, ControlResult, UnitResult
from claims._core.run import Run, evidence_of
from claims._core.unit import Unit
from claims._core.words import CHECKABLE, Evidence, Outcome
from claims._pages.cells import claims_on
from claims._pages.page import house_of
from claims._probes.reconcile import reconcile
from claims._views.summary import summary_lines


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the three options of a run of claims."""
    group = parser.getgroup("claims", "architectural claims")
    kinds = ",".join(CHECKABLE)
    group.addoption("--evidence", metavar="KINDS", help=f"only checks on these: {kinds}")
    group.addoption(
        "--source", default="recorded", help="`recorded`, `hub`, or a FOLDER of published files"
    )
    group.addoption(
        "--checkpoint",
        action="append",
        default=[],
        metavar="TARGET",
        help="a short name: only that unit; a FOLDER: hold its family's claims against it",
    )


RUN = pytest.StashKey[Run]()
PATHS = pytest.StashKey[dict[str, Path]]()
AHEAD = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    """Read the options; a wrong one is a usage error, not a traceback."""
    wanted = config.getoption("--evidence")
    try:
        levels = frozenset(map(Evidence, wanted.split(","))) if wanted else EVERYTHING
    except ValueError as error:
        raise pytest.UsageError(f"--evidence: {error}; known: {', '.join(CHECKABLE)}") from None
    if not levels <= EVERYTHING:
        never = ", ".join(sorted(levels - EVERYTHING))
        raise pytest.UsageError(f"--evidence: nothing is checked on {never}")
    try:
        source = select(config.getoption("--source"), config.getoption("--checkpoint"), reconcile)
    except Refused as error:
        raise pytest.UsageError(str(error)) from None
    if not wanted and not source.complete:
        # A folder may hold weights, and running them takes hours: that is for whoever asks for it.
        levels -= {Evidence.WEIGHTS}
    config.stash[RUN] = Run(source, recorded(), levels)
    config.stash[PATHS] = {}


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
    paths = session.config.stash[PATHS]
    for house in {path.parents[1] for path in paths.values()}:
        known = claim_ids(house)
        gone = [it for it in published.read(house / "published.toml") if it not in known]
        if gone and set(known) <= set(paths):
            said = f"published, but no longer a claim: {', '.join(gone)}; `claims accept` drops it"
            raise pytest.UsageError(said)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep a file's tests in one worker, since a verdict rests on all units of its claim."""
    from xdist.scheduler import LoadScopeScheduling

    return LoadScopeScheduling(config, log) if config.getoption("dist") == "load" else None


class ClaimFile(pytest.File):
    """One claim's module, with everything wrong about it refused by file and line."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give a test for each unit, each control and the verdict.

        What isn't known yet is measured here: a check that crashes, or a claim that only comes
        out one way, must be refused before any of its tests can be green.
        """
        run = self.config.stash[RUN]
        try:
            claim = load(self.path)
            known = published.read(self.path.parents[1] / "published.toml").get(claim.id)
            self._refuse_duplicate(claim)
            if not is_kept(claim, run.recorded):
                self._measure_ahead(run)
                run.measure(claim, known)
        except Refused as error:
            raise self.CollectError(str(error)) from None
        yield from self._items(run, claim, known)

    def _measure_ahead(self, run: Run) -> None:
        """Before the first claim that must be measured, measure all that are to be collected."""
        stash = self.config.stash
        # A worker of xdist has the other processors' share to itself.
        if stash.setdefault(AHEAD, hasattr(self.config, "workerinput")):
            return
        stash[AHEAD] = True
        wanted = [Path(it.partition("::")[0]).resolve() for it in self.config.args]
        known, _ = load_each(self.path.parents[1])
        here = [it for it in known.values() if {it.path, *it.path.parents} & set(wanted)]
        measure_ahead(run, [it for it in here if not is_kept(it, run.recorded)])

    def _refuse_duplicate(self, claim: Claim) -> None:
        other = self.config.stash[PATHS].setdefault(claim.id, self.path)
        if other != self.path:
            raise ClaimError(self.path, claim.line, f"duplicate id {claim.id}: also in {other}")

    def _items(
        self, run: Run, claim: Claim, known: published.Published | None
    ) -> Iterator[pytest.Item]:
        kinds = evidence_of(claim)
        for unit in run.units_of(claim):
            yield UnitItem.from_parent(self, name=unit.name, claim=claim, unit=unit, known=known)
        for control in run.controls_of(claim):
            name = f"control[{control.name}]"
            yield ControlItem.from_parent(self, name=name, claim=claim, control=control)
        if run.source.complete and kinds - {Evidence.WEIGHTS} <= run.levels:
            yield VerdictItem.from_parent(self, name="verdict", claim=claim, known=known)


class PageFile(pytest.File):
    """A page of the site: no test of its own, but refused if it names an unknown claim."""

    def __init__(self, *, house: Path, **rest: Any) -> None:
        super().__init__(**rest)
        self.house = house

    def collect(self) -> Iterator[pytest.Item]:
        """Give nothing; nbval runs the page's cells."""
        try:
            claims_on(self.path, claim_ids(self.house))
        except Refused as error:
            raise self.CollectError(str(error)) from None
        yield from ()


class ClaimItem(pytest.Item):
    """One test; measuring is its set-up, so that a crash is an error and not a failure."""

    def __init__(self, *, claim: Claim, **rest: Any) -> None:
        super().__init__(**rest)
        self.claim = claim
        self.measured: Any = None

    def setup(self) -> None:
        """Measure, once a run."""
        try:
            self.measured = self.measure(self.config.stash[RUN])
        except Refused as error:
            pytest.fail(str(error), pytrace=False)
        self.user_properties.append(("claim", {"section": self.claim.section, **self.summary()}))

    def measure(self, run: Run) -> Any:
        """Run what this test is about."""
        raise AssertionError

    def summary(self) -> dict[str, Any]:
        """What the table at the end needs, plain enough to travel between processes."""
        return {}

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the claim stands, and the test's words."""
        return self.path, self.claim.line - 1, f"{self.claim.id} on {self.name}"

    def differs(self, differences: list[str]) -> None:
        """Fail with a sentence for each difference from what was published, and the way on."""
        if differences:
            accept = f"if this is right: claims accept {self.claim.id}"
            lines = [f"{self.claim.id}, {self.name}: {it}" for it in differences]
            pytest.fail("\n".join([*lines, accept]), pytrace=False)


class UnitItem(ClaimItem):
    """A claim on one unit: green if it comes out as published."""

    def __init__(self, *, unit: Unit, known: published.Published | None, **rest: Any) -> None:
        super().__init__(**rest)
        self.unit, self.known = unit, known

    def measure(self, run: Run) -> UnitResult:
        """Run every wanted check on the unit."""
        return run.unit(self.claim, self.unit)

    def summary(self) -> dict[str, Any]:
        """The outcome, and the reason if there is none."""
        result: UnitResult = self.measured
        untested = [
            (str(it.evidence), it.reason, it.cost_bytes)
            for it in result.levels
            if it.outcome is Outcome.UNTESTED
        ]
        return {"unit": self.name, "outcome": str(result.outcome), "untested": untested}

    def runtest(self) -> None:
        """Compare with the published outcome of the unit."""
        result: UnitResult = self.measured
        run = self.config.stash[RUN]
        if result.outcome is Outcome.UNTESTED and not run.source.complete:
            pytest.skip(result.reason)
        if self.known and self.unit.name in run.source.foreign:
            self._against_the_family(result, self.known.unanimous)
        was = self.known.units.get(self.unit.name) if self.known else None
        # Another source may know what the records leave open.
        richer = not run.source.complete and was and was.outcome is Outcome.UNTESTED
        if was is not None and not richer:
            seen = f"; observed {result.observed}" if result.observed else ""
            measured = published.PublishedUnit.of(result.as_json())
            self.differs([it + seen for it in published.unit_differences(measured, was)])
        if result.outcome is Outcome.UNTESTED:
            pytest.skip(result.reason)

    def _against_the_family(self, result: UnitResult, family: Outcome | None) -> None:
        """Fail if every checkpoint of the family came out one way and this model another."""
        if family and result.ran and result.outcome is not family:
            why = result.reason or f"observed {result.observed}"
            sentence = f"its family came out {family}, it {result.outcome} ({why})"
            pytest.fail(f"{self.claim.id}, {self.name}: {sentence}", pytrace=False)


class ControlItem(ClaimItem):
    """A control: green only if the check notices what was changed."""

    def __init__(self, *, control: Control, **rest: Any) -> None:
        super().__init__(**rest)
        self.control = control

    def measure(self, run: Run) -> ControlResult:
        """Run the checks that can see the control's change."""
        return run.control(self.claim, self.control)

    def runtest(self) -> None:
        """Require what the author declared."""
        result: ControlResult = self.measured
        if not result.as_declared:
            why = result.reason or f"observed {result.observed}"
            sentence = f"expected {result.control.expect}, measured {result.outcome} ({why})"
            pytest.fail(f"{self.claim.id}, {self.name}: {sentence}", pytrace=False)


class VerdictItem(ClaimItem):
    """The claim as a whole: green if verdict and finding are the published ones."""

    def __init__(self, *, known: published.Published | None, **rest: Any) -> None:
        super().__init__(**rest)
        self.known = known

    def measure(self, run: Run) -> ClaimResult:
        """Run the claim completely."""
        return run.claim(self.claim)

    def summary(self) -> dict[str, Any]:
        """The verdict and its coverage."""
        result: ClaimResult = self.measured
        return {"verdict": str(result.verdict)}

    def runtest(self) -> None:
        """Compare with the published verdict, finding and units."""
        result: ClaimResult = self.measured
        if self.known is None:
            self.differs([f"not published yet: {result.verdict}: {result.finding}"])
        else:
            now = entry(self.claim, result, key="")
            self.differs(published.differences(published.Published.of(now), self.known))
            run = self.config.stash[RUN]
            if run.levels == EVERYTHING:
                keep(self.claim, result, run.recorded)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print the verdicts by section, then what was not tested and why."""
    rows = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        for name, value in getattr(report, "user_properties", [])
        if name == "claim" and (report.when == "call" or not report.passed)
    ]
    if rows:
        terminalreporter.section("claims")
    for line in summary_lines(rows):
        terminalreporter.write_line(line)
