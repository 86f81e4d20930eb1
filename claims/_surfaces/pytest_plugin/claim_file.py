"""One claim's module as pytest collects it: a test for each unit, each control and the verdict."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from claims._core import published
from claims._core.ahead import measure_ahead
from claims._core.answer import current
from claims._core.claim import Claim
from claims._core.discovery import PACKAGE, load, load_each
from claims._core.ending import not_ended
from claims._core.errors import ClaimError, Refused
from claims._core.run import Run, evidence_of
from claims._core.words import Evidence
from claims._surfaces.pytest_plugin.items import ControlItem, UnitItem, VerdictItem
from claims._surfaces.pytest_plugin.model_item import ModelItem
from claims._surfaces.pytest_plugin.options import RUN
from claims._surfaces.pytest_plugin.weights_read import READ

PATHS = pytest.StashKey[dict[str, Path]]()
AHEAD = pytest.StashKey[bool]()


def claims_named(config: pytest.Config, house: Path = PACKAGE) -> list[Claim]:
    """All claims of a house that the command line names."""
    wanted = [Path(it.partition("::")[0]).resolve() for it in config.args]
    known, _ = load_each(house)
    return [it for it in known.values() if {it.path, *it.path.parents} & set(wanted)]


def announce_weights(config: pytest.Config, house: Path = PACKAGE) -> None:
    """Say what of the real weights will be read, once a run; a worker of xdist has no terminal."""
    weights = config.stash.get(READ, None)
    quiet = config.option.collectonly or hasattr(config, "workerinput")
    if weights and weights.planned is None and not quiet:
        weights.announce(config.stash[RUN], claims_named(config, house))


class ClaimFile(pytest.File):
    """One claim's module, with everything wrong about it refused by file and line."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give a test for each unit, each control and the verdict.

        What isn't known yet is measured here, unless tests are only listed: a check that crashes,
        or a claim that only comes out one way, must be refused before any test can be green.
        """
        run = self.config.stash[RUN]
        try:
            claim = load(self.path)
            known = published.read(self.path.parents[1] / "published.toml").get(claim.id)
            self._refuse_duplicate(claim)
            announce_weights(self.config, self.path.parents[1])
            if not self.config.option.collectonly and current(claim) is None:
                self._measure_ahead(run)
                # Each worker of xdist collects all claims: real weights wait for the tests of one.
                if READ not in self.config.stash or run.source.complete:
                    with not_ended():
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
        named = claims_named(self.config, self.path.parents[1])
        unmeasured = [it for it in named if current(it) is None]
        # All together, so that a bar can tell of all.
        run.bring(unmeasured)
        # What other processes read of weights, this one couldn't tell.
        if READ not in stash:
            measure_ahead(run, unmeasured)

    def _refuse_duplicate(self, claim: Claim) -> None:
        other = self.config.stash[PATHS].setdefault(claim.id, self.path)
        if other != self.path:
            raise ClaimError(self.path, claim.line, f"duplicate id {claim.id}: also in {other}")

    def _items(
        self, run: Run, claim: Claim, known: published.Published | None
    ) -> Iterator[pytest.Item]:
        kinds, of = evidence_of(claim), {"claim": claim, "known": known}
        for unit in run.units_of(claim):
            elsewhere = {**run.source.foreign, **run.source.unread}
            kind = ModelItem if unit.name in elsewhere else UnitItem
            yield kind.from_parent(self, name=unit.name, unit=unit, **of)
        for control in run.controls_of(claim):
            name = f"control[{control.name}]"
            yield ControlItem.from_parent(self, name=name, control=control, **of)
        if run.source.complete and kinds - {Evidence.WEIGHTS} <= run.levels:
            yield VerdictItem.from_parent(self, name="verdict", **of)
