"""A model outside the catalogue, read from a folder or from the hub, with the family it is of."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.formats import strict_json
from claims._checkpoints.formats.config_json import UnknownArchitecture
from claims._checkpoints.hub.address import parted
from claims._checkpoints.hub.failure import HubError, named_as_on_the_hub
from claims._checkpoints.hub.repository import CONFIG, Watch, mirror, unwatched
from claims._checkpoints.hub.took import Counter, Took
from claims._checkpoints.reconciliation import Reconciliation
from claims._checkpoints.record import Record
from claims._checkpoints.recording import make_foreign
from claims._checkpoints.source import OnBytes, Reconcile
from claims._checkpoints.vocabulary import ARCHITECTURES, FAMILIES
from claims._core.errors import Refused

if TYPE_CHECKING:
    from claims._checkpoints.weights.stored import Stored

# Said of a repository that isn't there, or that nobody may know of.
_HIDDEN = (401, 404)


@frozen
class Foreign:
    """Its record, its weights where they can be read, and what reading it took.

    `own_code` says that code of its author came with it, which is never run.
    """

    record: Record
    weights: "Stored | None" = None
    own_code: bool = False
    took: Took = field(factory=Took)
    counter: Counter = field(factory=Counter)

    @property
    def architecture(self) -> str:
        """The class that its config names."""
        return str(self.record.value("architecture"))

    @property
    def family(self) -> str:
        """The family whose claims it is held against."""
        return FAMILIES[ARCHITECTURES[self.architecture]]

    @property
    def kin(self) -> frozenset[str]:
        """The checkpoints of that family in the catalogue."""
        return kin(self.family)


def kin(family: str) -> frozenset[str]:
    """The checkpoints of a family in the catalogue."""
    return frozenset(it.id for it in catalogue() if it.family == family)


def in_folder(folder: Path, reconcile: Reconcile, on_bytes: OnBytes | None = None) -> Foreign:
    """Read a model from a folder of its own; raises Refused."""
    from claims._checkpoints.weights.local import Local
    from claims._checkpoints.weights.stored import stored

    with _neither_named(str(folder)):
        read = _read(folder.resolve().name, folder, ".", reconcile)
    return evolve(read, weights=stored(folder, Local(folder), on_bytes))


def on_the_hub(
    target: str, reconcile: Reconcile, on_bytes: OnBytes | None = None, watch: Watch = unwatched
) -> Foreign:
    """Read the config and the headers of `owner/name[@revision]`; raises Refused.

    Of the weights nothing is read, now or later, unless `on_bytes` is there to hear of it.
    """
    repo, revision = parted(target)
    counter = Counter()
    with (
        TemporaryDirectory() as room,
        _or_a_folder(target),
        named_as_on_the_hub(Path(room)),
        _neither_named(target),
    ):
        with watch() as progress:
            mirrored = mirror(repo, revision, Path(room) / repo, progress, counter=counter)
        read = _read(target, Path(room), repo, reconcile)
        at = mirrored.commit or revision or "main"
        weights = _remote(mirrored.folder, repo, at, counter, on_bytes) if on_bytes else None
    return evolve(read, weights=weights, took=mirrored.took, counter=counter)


def _remote(
    folder: Path, repo: str, at: str, counter: Counter, on_bytes: OnBytes
) -> "Stored | None":
    """Find the tensors by the headers in a folder, where they lie on the hub."""
    from claims._checkpoints.weights.remote import Remote
    from claims._checkpoints.weights.stored import stored

    return stored(folder, Remote(repo, at, counter), on_bytes)


def _read(name: str, root: Path, within: str, reconcile: Reconcile) -> Foreign:
    made = make_foreign(name, root, within)
    config = root / within / CONFIG
    own_code = config.is_file() and bool(strict_json.read(config).get("auto_map"))
    return Foreign(evolve(made, reconciliation=_met(made, reconcile)), own_code=own_code)


def _met(made: Record, reconcile: Reconcile) -> Reconciliation | None:
    """Hold the class against what is stored; None where a key may be why it doesn't fit.

    A class that isn't told of such a key counts what it should only if that is all that is stored.
    """
    if not made.unread:
        return reconcile(made)
    try:
        met = reconcile(made)
    except Refused:
        return None
    return met if met.kind in ("exact", "size") else None


@contextmanager
def _neither_named(target: str) -> Iterator[None]:
    """Say of a model of no family which there are, why it is of none, and what can be asked."""
    try:
        yield
    except UnknownArchitecture as unknown:
        code = "; its class comes with it, as code that is never run" * unknown.own_code
        words = f"no claim is about it: expected a model of {_families()}"
        stated = f"measured {unknown.stated} in its config.json{code}"
        raise Refused(f"{target}: {words}, {stated}. See `claims inspect {target}`") from None


def _families() -> str:
    classes = {
        family: [it for it, dialect in ARCHITECTURES.items() if FAMILIES[dialect] == family]
        for family in dict.fromkeys(FAMILIES.values())
    }
    return " or ".join(f"{it} ({', '.join(them)})" for it, them in classes.items())


@contextmanager
def _or_a_folder(target: str) -> Iterator[None]:
    """Add to what isn't on the hub that it isn't a folder here either."""
    try:
        yield
    except HubError as problem:
        here = f"; nor is there a folder {target}" if problem.status in _HIDDEN else ""
        raise Refused(f"{problem}{here}") from None
