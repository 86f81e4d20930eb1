"""The files that attestations are kept in, beside what is published: `<day>-<name>.toml`."""

from datetime import date
from pathlib import Path

import tomli

from claims._checkpoints.attestations.attestation import Attestation
from claims._checkpoints.attestations.author import slug
from claims._checkpoints.attestations.checking import check, check_texts
from claims._checkpoints.tables import WrongTable, from_table, to_table
from claims._core.atomic import write_text
from claims._core.discovery import PACKAGE
from claims._core.errors import Refused

FOLDER = PACKAGE / "attestations"


class AttestationError(Refused):
    """An attestation that cannot be: names the file, the key, what was expected and got."""

    def __init__(self, path: Path, key: str, expected: str, got: object) -> None:
        super().__init__(f"{path}: {key}: expected {expected}, got {got!r}")
        self.path, self.key, self.expected, self.got = path, key, expected, got


def path_of(by: str, on: date) -> Path:
    """Where an attestation goes; raises Refused if one is there, which is never overwritten."""
    path = FOLDER / f"{on.isoformat()}-{slug(by)}.toml"
    if path.exists():
        where = f"{FOLDER.name}/{path.name}"
        raise Refused(f"{where} is there already: delete or rename it to attest once more")
    return path


def write(attestation: Attestation, path: Path) -> None:
    """Put an attestation in place at once, after the checks that reading it will make."""
    import tomli_w  # only writing needs it

    table = to_table(attestation)
    text = tomli_w.dumps({"format": table.pop("format"), **table})
    parse(text, path)
    write_text(path, text)


def load(path: Path) -> Attestation:
    """Read an attestation; raises AttestationError for whatever is wrong with it."""
    try:
        return parse(path.read_text("utf-8"), path)
    except UnicodeDecodeError as error:
        raise AttestationError(path, "the whole file", "TOML", str(error)) from None


def parse(text: str, path: Path) -> Attestation:
    """Read the text of an attestation that is, or will be, at `path`."""
    try:
        table = tomli.loads(text)
        check_texts(table)
        attestation: Attestation = from_table(Attestation, table)
        check(attestation)
    except tomli.TOMLDecodeError as error:
        raise AttestationError(path, "the whole file", "TOML", str(error)) from None
    except WrongTable as wrong:
        raise AttestationError(path, wrong.key, wrong.expected, wrong.got) from None
    return attestation


def load_all() -> tuple[Attestation, ...]:
    """Read every attestation, the newest first."""
    found = [load(path) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda it: it.on, reverse=True))
