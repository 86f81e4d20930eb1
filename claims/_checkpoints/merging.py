"""From what the files state to one fact a word: own files, then siblings, then defaults."""

from typing import Any, NoReturn

import attrs
from attrs import frozen

from claims._checkpoints.fact import Fact
from claims._checkpoints.formats.reading import Reading
from claims._checkpoints.formats.refusal import PublishedFileError
from claims._checkpoints.published_file import PublishedFile
from claims._core.words import Evidence


@frozen
class _Stated:
    """One file's word for a fact; `rule` is absent where the file states the value itself."""

    value: Any
    file: PublishedFile
    rule: str | None

    @property
    def rank(self) -> tuple[bool, bool]:
        return self.file.relation == "sibling", self.rule is not None

    @property
    def fact(self) -> Fact:
        if self.rule is not None:
            return Fact(self.value, Evidence.CODE, self.rule, self.file.path)
        return Fact(self.value, Evidence.CONFIG, _words(self.file), self.file.path)


def merge(files: tuple[tuple[PublishedFile, Reading], ...]) -> dict[str, Fact]:
    """Give each word the value of the nearest file; further files confirm or dispute it.

    Two files of the same nearness that disagree are refused, naming both.
    """
    stated: dict[str, list[_Stated]] = {}
    for file, reading in files:
        for word, value in reading.facts.items():
            stated.setdefault(word, []).append(_Stated(value, file, None))
        for word, (value, rule) in reading.derived.items():
            stated.setdefault(word, []).append(_Stated(value, file, rule))
    return {word: _one(word, them) for word, them in sorted(stated.items())}


def _one(word: str, stated: list[_Stated]) -> Fact:
    first, *others = sorted(stated, key=lambda each: each.rank)
    for other in others:
        if other.value != first.value and other.file.relation == first.file.relation:
            _refuse(word, first, other)
    confirm = [each.file.path for each in others if each.value == first.value]
    dispute = [f"{each.file.path}: {each.value}" for each in others if each.value != first.value]
    return attrs.evolve(first.fact, confirmed_by=tuple(confirm), disputed_by=tuple(dispute))


def _refuse(word: str, first: _Stated, other: _Stated) -> NoReturn:
    raise PublishedFileError(
        other.file.path, word, f"{first.value!r}, as in {first.file.path}", repr(other.value)
    )


def _words(file: PublishedFile) -> str:
    return f"{file.name} of {file.repo}" + (f" ({file.words})" if file.words else "")
