"""What the types of an attestation don't say, checked before anything of it is believed."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from claims._checkpoints.attestations.attestation import (
    FORMAT,
    Attestation,
    CheckpointRead,
    FileRead,
    UnitRun,
    WholeFile,
)
from claims._checkpoints.attestations.author import LONGEST, is_one_line
from claims._checkpoints.tables import WrongTable
from claims._core.evaluate import plain
from claims._core.published import PublishedUnit
from claims._core.verdict import combine
from claims._core.words import Evidence

SHA256 = re.compile(r"[0-9a-f]{64}")
COMMIT = re.compile(r"[0-9a-f]{40}")
CLAIM = re.compile(r"[a-z0-9_]+/[a-z0-9_]+")
ENDPOINT = re.compile(r"https?://[^\s/]+(/…)?")


def check_texts(value: Any, key: str = "") -> None:
    """Raise WrongTable for the first text, or key, that could steer what shows it."""
    if isinstance(value, str) and not is_one_line(value):
        raise WrongTable(key, "a text on one line, none of it invisible", value)
    if isinstance(value, dict):
        for name, inner in value.items():
            check_texts(name, key or "a key")
            check_texts(inner, f"{key}.{name}" if key else name)
    if isinstance(value, list):
        for at, inner in enumerate(value):
            check_texts(inner, f"{key}[{at}]")


def check(it: Attestation) -> None:
    """Raise WrongTable for the first thing that can't be, by its key."""
    _require(it.format == FORMAT, "format", f"{FORMAT}", it.format)
    named = 0 < len(it.by.strip()) <= LONGEST
    _require(named, "by", f"a name of 1 to {LONGEST} characters", it.by)
    if it.source == "hub":
        _fits(ENDPOINT, "endpoint", "an address such as https://huggingface.co", it.endpoint)
    else:
        _require(it.endpoint is None, "endpoint", "none, as a folder has no address", it.endpoint)
    _once((each.id for each in it.checkpoints), "checkpoints", "id")
    _once((each.id for each in it.claims), "claims", "id")
    for at, read in enumerate(it.checkpoints):
        _checkpoint(read, f"checkpoints[{at}]", it.source)
    known = {each.id for each in it.checkpoints if not each.untested}
    _require(bool(known), "checkpoints", "one that was read", [each.id for each in it.checkpoints])
    for at, claim in enumerate(it.claims):
        _fits(CLAIM, f"claims[{at}].id", "section/name", claim.id)
        _fits(SHA256, f"claims[{at}].code", "a SHA-256", claim.code)
        _once((each.unit for each in claim.units), f"claims[{at}].units", "unit")
        for number, unit in enumerate(claim.units):
            _unit(unit, f"claims[{at}].units[{number}]", known)
            if it.source == "folder":
                _of_weights(unit, f"claims[{at}].units[{number}].outcome")


def _checkpoint(it: CheckpointRead, key: str, source: str) -> None:
    if it.untested:
        read = it.revision or it.record or it.files or it.weights or it.drift
        _require(not read, f"{key}.untested", "nothing read of what is untested", it.untested)
        return
    if source == "hub":
        _fits(COMMIT, f"{key}.revision", "a commit", it.revision)
    else:
        words = "none, as a folder doesn't tell of one"
        _require(it.revision is None, f"{key}.revision", words, it.revision)
        _require(bool(it.weights), f"{key}.weights", "the weights files that were read", [])
    _fits(SHA256, f"{key}.record", "a SHA-256", it.record)
    _require(bool(it.files), f"{key}.files", "the files that were read", [])
    _files(it.files, f"{key}.files")
    _files(it.weights, f"{key}.weights")


def _files(files: Sequence[FileRead | WholeFile], key: str) -> None:
    _once((each.name for each in files), key, "name")
    for at, file in enumerate(files):
        _fits(SHA256, f"{key}[{at}].sha256", "a SHA-256", file.sha256)


def _unit(it: UnitRun, key: str, known: set[str]) -> None:
    expected = "outcomes as in `failed: tensors failed, behaviour failed`"
    try:
        result = PublishedUnit.parse(it.outcome)
    except ValueError:
        raise WrongTable(f"{key}.outcome", expected, it.outcome) from None
    joined = bool(result.levels) and combine(result.levels.values()) is result.outcome
    _require(joined, f"{key}.outcome", expected, it.outcome)
    for name in it.behind:
        _require(name in known, f"{key}.unit", "a unit of checkpoints that were read", name)
    _plain(it.observed, f"{key}.observed")


def _of_weights(it: UnitRun, key: str) -> None:
    """What else a folder holds anybody can write."""
    only = it.result.levels.keys() <= {Evidence.WEIGHTS}
    _require(only, key, "outcomes by weights alone, of a folder", it.outcome)


def _plain(value: Any, key: str) -> None:
    """TOML can say what no check observes: days, times, and numbers that are none."""
    try:
        _require(plain(value) == value, key, "finite numbers", value)
    except TypeError as wrong:
        raise WrongTable(key, "numbers, words and lists", str(wrong)) from None


def _once(names: Iterable[str], key: str, of: str) -> None:
    seen: set[str] = set()
    for name in names:
        _require(name not in seen, key, f"each {of} once", name)
        seen.add(name)


def _fits(pattern: re.Pattern[str], key: str, expected: str, got: str | None) -> None:
    _require(bool(pattern.fullmatch(got or "")), key, expected, got)


def _require(holds: bool, key: str, expected: str, got: object) -> None:
    if not holds:
        raise WrongTable(key, expected, got)
