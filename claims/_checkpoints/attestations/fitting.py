"""Whether an attestation is still about what is here: the claims' own text, the recorded files."""

import hashlib
import json
from collections.abc import Iterable

from claims._checkpoints.attestations.attestation import Attestation, CheckpointRead, FileRead
from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.published_file import PublishedFile
from claims._checkpoints.record import Record
from claims._checkpoints.source import Recorded
from claims._core.discovery import PACKAGE
from claims._core.errors import Refused

WEIGHTS = ".safetensors"
# What stands in a repository for weights that are kept elsewhere is no longer than this.
POINTER = 1024


def code_of(claim_id: str) -> str | None:
    """Digest a claim's own text, and nothing else of the project; None where it is no more."""
    path = PACKAGE / f"{claim_id}.py"
    if not path.is_file():
        return None
    return hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest()


def told(own: list[PublishedFile]) -> tuple[FileRead, ...]:
    """The files of a repository as an attestation tells them; many headers have one digest.

    It is that of the lines that `sha256sum` would print of the headers.
    """
    headers = [it for it in own if it.name.endswith(WEIGHTS) and it.size > POINTER]
    small = [FileRead(it.name, it.sha256) for it in own if not it.name.endswith(WEIGHTS)]
    return (*small, *_headers(headers))


def _headers(files: list[PublishedFile]) -> Iterable[FileRead]:
    if len(files) < 2:
        return [FileRead(it.name, it.sha256) for it in files]
    lines = "".join(f"{it.sha256}  {it.name}\n" for it in sorted(files, key=lambda it: it.name))
    return [FileRead(f"*{WEIGHTS}", hashlib.sha256(lines.encode()).hexdigest())]


def substance(record: Record) -> str:
    """Digest what of a record is held against the hub: its facts and what is stored."""
    stored = record.inventory
    tensors = [[it.name, it.dtype, it.shape] for it in stored.tensors] if stored else []
    parts = [record.values, tensors, stored.total_bytes if stored else None]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def misfits(attestation: Attestation) -> dict[str, str]:
    """Say of each checkpoint that was read why what was read isn't what is recorded now."""
    read = [it for it in attestation.checkpoints if not it.untested]
    return {it.id: why for it in read if (why := _misfit(it))}


def _misfit(read: CheckpointRead) -> str:
    known = next((it for it in catalogue() if (it.id, it.hub) == (read.id, read.repo)), None)
    if known is None:
        return f"the catalogue has no {read.id} that is published as {read.repo}"
    if read.revision and known.revision and not str(read.revision).startswith(known.revision):
        return f"it was read at {read.revision}, and the catalogue pins {known.revision}"
    record = Recorded().record(read.id)
    if read.drift:
        return f"it differed from the record in {', '.join(it.what for it in read.drift)}"
    for file in read.files:
        hashes = _recorded_hashes(record, read.repo, file.name)
        if hashes and file.sha256 not in hashes:
            return f"the {file.name} that was read isn't the recorded one"
    for whole in read.weights:
        hashes = _pinned_hashes(record, read.repo, whole.name)
        if hashes and whole.sha256 not in hashes:
            return f"the {whole.name} that was read isn't the published one"
    return "" if read.record == substance(record) else "its record has changed since"


def _recorded_hashes(record: Record, repo: str, name: str) -> set[str]:
    """What the record has for a file; of weights that others measured it is the whole file's."""
    own = [it for it in record.files if it.repo == repo]
    known = {it.sha256 for it in told(own) if it.name == name}
    if name.endswith(WEIGHTS):
        return known
    return known | _pinned_hashes(record, repo, name)


def require_pinned(name: str, repo: str, files: Iterable[FileRead]) -> None:
    """Raise Refused for a file of a checkpoint that isn't the one that was published."""
    for file in files:
        hashes = _pinned_hashes(Recorded().record(name), repo, file.name)
        if hashes and file.sha256 not in hashes:
            words = f"expected SHA-256 {' or '.join(sorted(hashes))}, as pinned"
            raise Refused(f"{repo}/{file.name}: {words}, measured {file.sha256}")


def _pinned_hashes(record: Record, repo: str, name: str) -> set[str]:
    """What others measured of a whole file."""
    pinned = (it.sha256 for it in record.pins if (it.repo, it.name) == (repo, name))
    return set(filter(None, pinned))


def changed(attestation: Attestation) -> frozenset[str]:
    """The claims whose text is no longer the one that was run."""
    return frozenset(it.id for it in attestation.claims if code_of(it.id) != it.code)
