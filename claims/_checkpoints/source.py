"""Where records come from: those that come with the project, or a folder of published files."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from attrs import evolve

from claims._checkpoints.catalogue import catalogue, checkpoint
from claims._checkpoints.hub.took import Took
from claims._checkpoints.likeness import unlike
from claims._checkpoints.reconciliation import Reconciliation
from claims._checkpoints.record import Record, dump, load
from claims._core.errors import Refused
from claims._core.observed import Untested
from claims._core.touched import touch

if TYPE_CHECKING:
    from claims._checkpoints.weights.stored import Stored

# Holds a record against its reference class; that needs torch, which nothing here knows.
Reconcile = Callable[[Record], Reconciliation]
# Hears how many more bytes of weights have been read.
OnBytes = Callable[[int], None]
# Of a source that there isn't.
_SHOWN = 200
RECORDS = Path(__file__).with_name("records")


class UnknownSource(Refused):
    """A source that isn't there; names what was asked for and what there is."""

    def __init__(self, source: str) -> None:
        shown = source if len(source) <= _SHOWN else f"{source[:_SHOWN]}…"
        super().__init__(f"no source {shown!r}: expected `recorded`, `hub` or an existing folder")
        self.source = source


class RecordSource(Protocol):
    """Anything that gives the record of a checkpoint, and its weights where it has them."""

    name: str
    on_bytes: OnBytes | None

    @property
    def took(self) -> Mapping[str, Took]:
        """What reading each checkpoint from the hub took, if it was read there, even in vain."""

    def record(self, name: str) -> Record:
        """Give the record of a checkpoint, or raise Untested."""

    def weights(self, name: str) -> "Stored | None":
        """Give its tensors where they can be read, or None."""

    def digest(self, name: str) -> str:
        """Digest the facts of a checkpoint; empty where there are none, as for architectures."""

    def bring(self, names: Iterable[str]) -> None:
        """Read now what these checkpoints' records will be made from, where that takes long."""


class Recorded:
    """The records that come with the project."""

    name = "recorded"
    on_bytes: OnBytes | None = None
    took: Mapping[str, Took] = MappingProxyType({})

    def record(self, name: str) -> Record:
        """Load a committed record; raises Untested where the project has none yet."""
        known = checkpoint(name).id
        touch(RECORDS / f"{known}.toml")
        return _committed(known)

    def weights(self, name: str) -> None:
        """No weights come with the project."""

    def digest(self, name: str) -> str:
        """Digest the committed record."""
        path = RECORDS / f"{name}.toml"
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

    def bring(self, names: Iterable[str]) -> None:
        """They are here."""


@cache
def _committed(name: str) -> Record:
    path = RECORDS / f"{name}.toml"
    if not path.is_file():
        raise Untested(f"{name} has no record yet: `claims record {name}` makes it")
    return load(path)


class Folder:
    """Published files in a folder: laid out as on the hub, or one model's own."""

    @property
    def took(self) -> Mapping[str, Took]:
        """Nothing: they are on this machine."""
        return {}

    def __init__(self, path: Path, reconcile: Reconcile, on_bytes: OnBytes | None = None) -> None:
        try:
            here = path.is_dir()
        # A name may be too long to be one.
        except OSError:
            here = False
        if not here:
            raise UnknownSource(str(path))
        self.path, self.name = path, str(path)
        self.reconcile, self.on_bytes = reconcile, on_bytes
        self._made: dict[str, Record] = {}
        self._refused: dict[str, Refused] = {}
        self._own: Mapping[str, Any] | None = None
        self._digests: dict[str, str] = {}

    def record(self, name: str) -> Record:
        """Make the record from the folder's files; raises Untested where it has none of them.

        It must account for what is published exactly, as the committed ones do, or is refused, and
        so it is the next time.
        """
        if name in self._refused:
            raise self._refused[name]
        try:
            return self._record(name)
        except Refused as problem:
            self._refused[name] = problem.with_traceback(None)
            raise

    def _record(self, name: str) -> Record:
        from claims._checkpoints.one_precision import require_one_precision
        from claims._checkpoints.published_files import is_model_folder
        from claims._checkpoints.recording import make  # the recorded facts need no reader

        if name not in self._made:
            wanted = checkpoint(name)
            if not any(is_model_folder(place) for place in self._places(name)):
                raise Untested(
                    f"{self.path} has no published file of {name}: its config.json, and the index "
                    f"or headers of its weights, under {self.path / wanted.hub} would bring it"
                )
            self._refuse_another(name)
            made = make(wanted, self.path)
            require_one_precision(made)
            self._made[name] = evolve(made, reconciliation=self.reconcile(made))
        return self._made[name]

    def _refuse_another(self, name: str) -> None:
        """Where the folder is one model's own, leave untested what that can't be."""
        recorded = (RECORDS / f"{name}.toml").is_file()
        why = unlike(self.read_own(), Recorded().record(name).values) if recorded else ""
        if why:
            raise Untested(f"{self.path} holds one model, which is not {name}: {why}")

    def read_own(self) -> Mapping[str, Any]:
        """The facts of the one model whose files are in the folder itself; none if none are.

        Raises Refused for files that can't be read.
        """
        from claims._checkpoints.published_files import is_model_folder
        from claims._checkpoints.recording import make_foreign

        if self._own is None:
            here = is_model_folder(self.path)
            self._own = make_foreign(self.path.name, self.path).values if here else {}
        return self._own

    def weights(self, name: str) -> "Stored | None":
        """Find the checkpoint's own safetensors files, if the folder holds any."""
        from claims._checkpoints.weights.local import Local
        from claims._checkpoints.weights.stored import stored

        own = [self.path, self.path / checkpoint(name).hub]
        found = (stored(place, Local(place), self.on_bytes) for place in own)
        return next(filter(None, found), None)

    def digest(self, name: str) -> str:
        """Digest the record that the folder's files give, if they give one."""
        if name not in self._digests:
            self._digests[name] = self._digest(name)
        return self._digests[name]

    def _digest(self, name: str) -> str:
        if not any(each.id == name for each in catalogue()):
            return ""
        try:
            return hashlib.sha256(dump(self.record(name)).encode()).hexdigest()
        except Untested:
            return ""

    def bring(self, names: Iterable[str]) -> None:
        """They are here, if anywhere."""

    def _places(self, name: str) -> list[Path]:
        return [self.path, *(self.path / each.folder for each in checkpoint(name).sources)]


def open_source(source: str, reconcile: Reconcile, on_bytes: OnBytes | None = None) -> RecordSource:
    """Open `recorded`, or a folder of published files; raises UnknownSource for anything else.

    A folder that is one model's own is read at once: what is wrong with it is no claim's matter.
    """
    if source == Recorded.name:
        return Recorded()
    folder = Folder(Path(source), reconcile, on_bytes)
    folder.read_own()
    return folder
