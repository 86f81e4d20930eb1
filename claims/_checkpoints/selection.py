"""What a run is about: where its records come from, and which checkpoints it is held to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from claims._checkpoints.catalogue import catalogue, named
from claims._checkpoints.hub.source import Hub
from claims._checkpoints.hub.took import Took
from claims._checkpoints.record import Record
from claims._checkpoints.recording import make_foreign
from claims._checkpoints.source import OnBytes, Reconcile, Recorded, RecordSource, open_source
from claims._checkpoints.vocabulary import ARCHITECTURES
from claims._core.errors import Refused
from claims._core.unit import Pair, Snapshot, Unit

if TYPE_CHECKING:
    from claims._checkpoints.weights.stored import Stored


@frozen
class Selection:
    """A source, perhaps narrowed to some checkpoints, perhaps with models from other folders."""

    source: RecordSource
    only: tuple[str, ...] = ()
    foreign: Mapping[str, tuple[Path, Record]] = field(factory=dict)
    on_bytes: OnBytes | None = None

    @property
    def name(self) -> str:
        """The source's name."""
        return self.source.name

    @property
    def narrowed(self) -> bool:
        """Whether units are left out or added, so that no verdict can be told."""
        return bool(self.only or self.foreign)

    @property
    def complete(self) -> bool:
        """Whether verdicts can be told: on all units, from the facts that were recorded."""
        return self.name == "recorded" and not self.narrowed

    def record(self, name: str) -> Record:
        """Give the record of a checkpoint, or raise Untested."""
        return self.foreign[name][1] if name in self.foreign else self.source.record(name)

    def weights(self, name: str) -> "Stored | None":
        """Give a checkpoint's tensors where they can be read, or None."""
        if name in self.foreign:
            from claims._checkpoints.weights.local import Local
            from claims._checkpoints.weights.stored import stored

            folder = self.foreign[name][0]
            return stored(folder, Local(folder), self.on_bytes)
        return self.source.weights(name)

    def digest(self, name: str) -> str:
        """Digest the recorded facts of a checkpoint."""
        return self.source.digest(name)

    def bring(self, names: Iterable[str]) -> None:
        """Read now what these checkpoints' records will be made from, where that takes long."""
        self.source.bring(names)

    @property
    def took(self) -> Mapping[str, Took]:
        """What reading each checkpoint from the hub took, if it was read there, even in vain."""
        return self.source.took

    def units(self, about: Sequence[Unit]) -> list[Unit]:
        """The units to run of those that a claim is about."""
        if not self.narrowed:
            return list(about)
        kept = [unit for unit in about if _names(unit) & set(self.only)]
        families = {it.family for it in catalogue() if any(it.id == unit.name for unit in about)}
        today = datetime.now(UTC).date()
        for name, (_, record) in self.foreign.items():
            if ARCHITECTURES.get(record.value("architecture")) in families:
                kept.append(Unit(name, today))
        return kept


def _names(unit: Unit) -> set[str]:
    if isinstance(unit, Pair):
        return {unit.checkpoint}
    return set() if isinstance(unit, Snapshot) else {unit.name}


def recorded() -> Selection:
    """The records that come with the project, for all checkpoints."""
    return Selection(Recorded())


def select(
    source: str, targets: Sequence[str], reconcile: Reconcile, on_bytes: OnBytes | None = None
) -> Selection:
    """Open `recorded`, `hub` or a FOLDER, for all checkpoints or for the targets alone.

    A target is a short name of the catalogue, `owner/name` on the hub, or the folder of a model
    that isn't in it. What a folder holds is reconciled. Of the hub's weights nothing is read unless
    `on_bytes` is there to hear of it. Raises what is wrong as Refused.
    """
    if source == "hub":
        opened: RecordSource = Hub(reconcile, on_bytes)
    else:
        opened = open_source(source, reconcile, on_bytes)
    folders = [Path(target) for target in targets if Path(target).is_dir()]
    foreign: dict[str, tuple[Path, Record]] = {}
    for folder in folders:
        name = folder.resolve().name
        if name in foreign or any(it.id == name for it in catalogue()):
            raise Refused(f"{folder}: a checkpoint called {name!r} is there already: rename it")
        made = make_foreign(name, folder)
        foreign[name] = folder, evolve(made, reconciliation=reconcile(made))
    names = tuple(named(target).id for target in targets if not Path(target).is_dir())
    return Selection(opened, names, foreign, on_bytes)
