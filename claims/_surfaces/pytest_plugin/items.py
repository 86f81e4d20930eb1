"""The tests of a claim: it on one unit, one of its controls, and its verdict."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.foreign import kin
from claims._checkpoints.hub.took import Took
from claims._checkpoints.selection import is_about
from claims._core import published
from claims._core.answer import keep
from claims._core.claim import Claim
from claims._core.control import Control
from claims._core.discovery import PACKAGE
from claims._core.ending import not_ended
from claims._core.entry import entry
from claims._core.errors import Refused
from claims._core.evaluate import EVERYTHING
from claims._core.result import ClaimResult, ControlResult, UnitResult
from claims._core.run import Run
from claims._core.unit import Unit
from claims._core.visible import visible
from claims._core.words import Outcome
from claims._surfaces.pytest_plugin.as_published import as_published
from claims._surfaces.pytest_plugin.held import held_row
from claims._surfaces.pytest_plugin.options import RUN


class ClaimItem(pytest.Item):
    """One test; measuring is its set-up, so that a crash is an error and not a failure."""

    def __init__(self, *, claim: Claim, known: published.Published | None, **rest: Any) -> None:
        super().__init__(**rest)
        self.claim, self.known = claim, known
        self.measured: Any = None
        self.row: dict[str, Any] = {}

    def setup(self) -> None:
        """Measure, once a run."""
        try:
            with not_ended():
                self.measured = self.measure(self.config.stash[RUN])
        except Refused as error:
            raise pytest.fail.Exception(str(error), pytrace=False) from None
        summary = self.summary()
        self.row = {"section": self.claim.section, **summary}
        told = {"claim": self.claim.id, "statement": self.claim.statement, **self.properties()}
        told |= as_published(self.known)
        told["read"] = summary.get("read")
        self.user_properties += [(name, visible(str(it))) for name, it in told.items() if it]
        if "read" in summary:
            self.add_report_section("setup", "hub", summary["read"])

    def measure(self, run: Run) -> Any:
        """Run what this test is about."""
        raise AssertionError

    def summary(self) -> dict[str, Any]:
        """What the table at the end needs, plain enough to travel between processes."""
        return {}

    def properties(self) -> dict[str, Any]:
        """What a report for other programs says of this test, besides its claim."""
        return {}

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the claim stands, and the test's words."""
        return self.path, self.claim.line - 1, f"{self.claim.id} on {self.name}"

    def differs(self, differences: list[str]) -> None:
        """Fail with a sentence for each difference from what was published, and the way on."""
        if differences:
            lines = [f"{self.claim.id}, {self.name}: {it}" for it in differences]
            pytest.fail("\n".join([*lines, self._way_on()]), pytrace=False)

    def _way_on(self) -> str:
        """What to do if the result is right; `claims accept` knows what is recorded alone."""
        source = self.config.stash[RUN].source.name
        if source == "recorded":
            return f"if this is right: claims accept {self.claim.id}"
        return f"if {source} has it as published: attest it (`claims verify --help`)"


def of_unit(result: UnitResult) -> dict[str, Any]:
    """What a report says of a claim on one unit."""
    decided = result.outcome in (Outcome.PASSED, Outcome.FAILED)
    return {
        "unit": result.unit.name,
        "outcome": result.outcome,
        "evidence": ", ".join(result.evidence),
        "reason": "" if decided else result.reason,
    }


def _compared(result: UnitResult, run: Run) -> UnitResult:
    """What is held against the published: of another source not the levels that it has nothing of.

    A folder may have weights and no file that weaker evidence was recorded from.
    """
    if run.source.complete:
        return result
    return replace(
        result, levels=tuple(it for it in result.levels if it.outcome is not Outcome.UNTESTED)
    )


def weights_row(result: UnitResult) -> dict[str, Any]:
    """What was read of a unit's real weights."""
    return {"unit": result.unit.name, "weights": sum(it.bytes_read for it in result.levels)}


class UnitItem(ClaimItem):
    """A claim on one unit: green if it comes out as published."""

    def __init__(self, *, unit: Unit, **rest: Any) -> None:
        super().__init__(**rest)
        self.unit = unit

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
        said = {"outcome": str(result.outcome), "untested": untested, **weights_row(result)}
        source = self.config.stash[RUN].source
        read = [source.took[name] for name in self.unit.behind if name in source.took]
        asked = self._held() if self.name in source.only else {}
        return said | asked | ({"read": str(sum(read, Took()))} if read else {})

    def _held(self) -> dict[str, Any]:
        """What is told of a checkpoint that the run was asked about, as of any other model."""
        own = kin(checkpoint(self.name).family)
        by_name = not is_about({it.name for it in self.claim.about}, own)
        family = self.known.unanimous(own) if self.known and not by_name else None
        return held_row(self.claim, self.unit, self.measured, family, by_name=by_name)

    def properties(self) -> dict[str, Any]:
        """The outcome, the evidence that it rests on, and why there is none."""
        return of_unit(self.measured)

    def runtest(self) -> None:
        """Compare with the published outcome of the unit."""
        result: UnitResult = self.measured
        run = self.config.stash[RUN]
        if result.outcome is Outcome.UNTESTED and not run.source.complete:
            pytest.skip(result.reason)
        was = self.known.units.get(self.unit.name) if self.known else None
        # Another source may know what the records leave open.
        richer = not run.source.complete and was and was.outcome is Outcome.UNTESTED
        if was is not None and not richer:
            told = f"observed {result.observed}" if result.observed else result.reason
            seen = f"; {told}" if told else ""
            measured = published.PublishedUnit.of(_compared(result, run).as_json())
            self.differs([it + seen for it in published.unit_differences(measured, was)])
        if result.outcome is Outcome.UNTESTED:
            pytest.skip(result.reason)


class ControlItem(ClaimItem):
    """A control: green only if the check notices what was changed."""

    def __init__(self, *, control: Control, **rest: Any) -> None:
        super().__init__(**rest)
        self.control = control

    def measure(self, run: Run) -> ControlResult:
        """Run the checks that can see the control's change."""
        return run.control(self.claim, self.control)

    def properties(self) -> dict[str, Any]:
        """What must come out, and what did."""
        result: ControlResult = self.measured
        expect = result.control.expect
        return {"control": self.control.name, "expect": expect, "outcome": result.outcome}

    def runtest(self) -> None:
        """Require what the author declared."""
        result: ControlResult = self.measured
        if not result.as_declared:
            why = result.reason or f"observed {result.observed}"
            sentence = f"expected {result.control.expect}, measured {result.outcome} ({why})"
            pytest.fail(f"{self.claim.id}, {self.name}: {sentence}", pytrace=False)


class VerdictItem(ClaimItem):
    """The claim as a whole: green if verdict and finding are the published ones."""

    def measure(self, run: Run) -> ClaimResult:
        """Run the claim completely."""
        return run.claim(self.claim)

    def summary(self) -> dict[str, Any]:
        """The verdict and its coverage."""
        result: ClaimResult = self.measured
        return {"verdict": str(result.verdict)}

    def properties(self) -> dict[str, Any]:
        """The verdict, on how many units it rests, the finding, and the evidence."""
        result: ClaimResult = self.measured
        return {
            "verdict": result.verdict,
            "coverage": result.coverage,
            "finding": result.finding,
            "evidence": ", ".join(result.evidence),
        }

    def runtest(self) -> None:
        """Compare with the published verdict, finding and units."""
        result: ClaimResult = self.measured
        if self.known is None:
            self.differs([f"not published yet: {result.verdict}: {result.finding}"])
        else:
            run = self.config.stash[RUN]
            now = published.Published.of(entry(self.claim, result, key=""))
            self.differs(published.differences(now, self.known, run.levels))
            # What is kept is of this package; another house has nowhere to keep it.
            if run.levels == EVERYTHING and PACKAGE in self.claim.path.parents:
                keep(self.claim, result)
