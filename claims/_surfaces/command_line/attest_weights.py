"""`--attest NAME --evidence weights`: what reading takes is told before it, and counted after."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import define
from rich.text import Text

from claims._checkpoints.attestations.attestation import Attestation, FileRead
from claims._checkpoints.attestations.fitting import require_pinned
from claims._checkpoints.attestations.making import Making
from claims._checkpoints.attestations.weights_files import (
    files_of_tokenizer,
    files_of_weights,
    require_unchanged,
    stamps,
    whole_files,
)
from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.hub.repository import Progress, unshown
from claims._checkpoints.selection import Selection, recorded
from claims._checkpoints.source import Folder
from claims._checkpoints.weights.announcing import announced
from claims._core.claim import Claim
from claims._core.run import Run
from claims._core.visible import visible
from claims._core.words import Evidence
from claims._surfaces.command_line.app import err
from claims._surfaces.command_line.progress import progress_bar


@define
class Heard:
    """Hears of every stretch that is read, and shows how far that is."""

    planned: int = 0
    bytes_read: int = 0
    show: Progress = unshown

    def __call__(self, more: int) -> None:
        self.bytes_read += more
        self.show("weights", self.bytes_read, max(self.planned, self.bytes_read))


def run_weights(making: Making, source: Folder, claims: Mapping[str, Claim]) -> Attestation:
    """Run the checks on weights, and digest whole every file that is read on this machine."""
    source.on_bytes = heard = Heard()
    selection = Selection(source, only=tuple(sorted(making.there)), on_bytes=heard)
    run = Run(selection, recorded(), frozenset([Evidence.WEIGHTS]))
    stored = {name: source.weights(name) for name in making.there}
    files = {name: files_of_weights(it) if it else [] for name, it in stored.items()}
    read_by = {name: files_of_tokenizer(it) if it else [] for name, it in stored.items()}
    before = stamps(path for each in (*files.values(), *read_by.values()) for path in each)
    tokenizers = {name: _published(name, paths) for name, paths in read_by.items()}
    whole = sum(path.stat().st_size for each in files.values() for path in each)
    first = announced(run, claims.values())
    heard.planned = first.bytes + whole
    more = f", and {whole:,} bytes of whole files for their SHA-256" if whole else ""
    _say(f"weights: reading {first}{more}")
    with progress_bar() as heard.show:
        digests = {name: whole_files(each, heard) for name, each in files.items()}
        made = making.attestation(run, claims, digests, tokenizers)
    require_unchanged(before)
    _say(f"weights: {heard.bytes_read:,} bytes read")
    return made


def _published(name: str, tokenizer: Iterable[Path]) -> tuple[FileRead, ...]:
    """Digest a tokenizer's files, which are small; raises Refused for another than is pinned."""
    whole = whole_files(tokenizer, lambda _: None)
    files = tuple(FileRead(it.name, it.sha256) for it in whole)
    require_pinned(name, checkpoint(name).hub, files)
    return files


def _say(words: str) -> None:
    err.print(Text(visible(words)), soft_wrap=True)
