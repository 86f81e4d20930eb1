"""The claim: one statement, what it is about, the checks that test it and their controls."""

import inspect
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claims._core.control import Change, Control
from claims._core.errors import ClaimError
from claims._core.unit import Unit
from claims._core.words import CHECKABLE, Evidence

ORIGINS = ("source", "field", "folklore")


@dataclass(frozen=True)
class Check:
    """A function that measures one subject, and the kind of evidence that this gives."""

    function: Callable[[Any], Any]
    subject: type[Any]

    @property
    def evidence(self) -> Evidence:
        """What an outcome of this check rests on before the facts that it reads are counted."""
        kind: Evidence = self.subject.evidence
        return kind

    @property
    def reads(self) -> Any:
        """What the function was declared to read; None for a subject that is at hand whole."""
        return getattr(self.function, "reads", None)

    def subject_on(self, unit: Unit, source: Any, change: Change) -> Any:
        """Make the subject of a unit, as a control changes it."""
        declared = () if self.reads is None else (self.reads,)
        return self.subject.of(unit, source, change, *declared)


@dataclass
class Claim:
    """One statement with all that decides it; made by `claim`, `derived` or `undecidable`."""

    statement: str
    path: Path
    line: int
    about: tuple[Unit, ...] = ()
    finding: str = ""
    sources: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()
    checks: list[Check] = field(default_factory=list)
    origin: tuple[str, ...] = ("source",)
    told: tuple[str, ...] = ()
    hedged: str | None = None
    alternatives: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()
    undecidable: str | None = None
    digest: str = ""  # of the text that it was loaded from

    @property
    def name(self) -> str:
        """The file's name: what the statement says, never its verdict."""
        return self.path.stem

    @property
    def section(self) -> str:
        """The folder's name: a section of the comparison."""
        return self.path.parent.name

    @property
    def id(self) -> str:
        """The address that others refer to."""
        return f"{self.section}/{self.name}"

    def also(self, function: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """Add a check that decides the same statement on another subject."""
        check = _check_of(function, self.path)
        if check.subject in {known.subject for known in self.checks}:
            words = f"a second check on {check.subject.__name__}"
            raise ClaimError(self.path, _line(function), words)
        self.checks.append(check)
        return function


Decorator = Callable[[Callable[[Any], Any]], Claim]


def claim(statement: str, *, about: Sequence[Unit], finding: str, **rest: Any) -> Decorator:
    """Declare a statement that the decorated check tests on each unit that it is about.

    `finding` may name observed values in braces. `rest`: controls, sources, origin, told (where
    folklore is), hedged, alternatives.
    """
    return _decorator(statement, tuple(about), finding, rest)


def undecidable(
    statement: str, *, because: str, about: Sequence[Unit] = (), finding: str = "", **rest: Any
) -> "Undecidable":
    """Declare a statement that nothing in a checkpoint can decide, and say what would.

    Alone it is the whole claim. As a decorator it takes a demonstration, which is run and shown
    on each unit and decides nothing.
    """
    frame = sys._getframe(1)
    return Undecidable(
        statement=statement,
        path=Path(frame.f_code.co_filename),
        line=frame.f_lineno,
        about=tuple(about),
        finding=finding or because,
        undecidable=because,
        **_checked(rest),
    )


def derived(statement: str, *, follows: Sequence[str], finding: str, **rest: Any) -> Claim:
    """Declare a statement that is true exactly if all the claims that it follows from are."""
    frame = sys._getframe(1)
    return Claim(
        statement=statement,
        path=Path(frame.f_code.co_filename),
        line=frame.f_lineno,
        finding=finding,
        follows=tuple(follows),
        **_checked(rest),
    )


class Undecidable(Claim):
    """An undecidable claim waiting, perhaps, for its demonstration."""

    def __call__(self, function: Callable[[Any], Any]) -> Claim:
        self.line = _line(function)
        _require_same_name(function, self.path)
        self.checks.append(_check_of(function, self.path))
        return self


def _decorator(
    statement: str, about: tuple[Unit, ...], finding: str, rest: dict[str, Any]
) -> Decorator:
    def decorate(function: Callable[[Any], Any]) -> Claim:
        path, line = Path(function.__code__.co_filename), _line(function)
        _require_same_name(function, path)
        if not about:
            raise ClaimError(path, line, "about names no unit, so nothing would be checked")
        made = Claim(statement, path, line, about, finding, **_checked(rest))
        made.checks.append(_check_of(function, path))
        return made

    return decorate


def _checked(rest: dict[str, Any]) -> dict[str, Any]:
    """Turn sequences into tuples, so that a claim can't change after it was declared."""
    return {key: tuple(it) if isinstance(it, list) else it for key, it in rest.items()}


def _line(function: Callable[[Any], Any]) -> int:
    return function.__code__.co_firstlineno


def _require_same_name(function: Callable[[Any], Any], path: Path) -> None:
    if function.__name__ != path.stem:
        expected = f"a claim is named as its file, {path.stem!r}"
        raise ClaimError(path, _line(function), f"{expected}, got {function.__name__!r}")


def _check_of(function: Callable[[Any], Any], path: Path) -> Check:
    """Read a check's subject from the annotation of its only parameter."""
    parameters = list(inspect.signature(function, eval_str=True).parameters.values())
    subject = parameters[0].annotation if len(parameters) == 1 else None
    if getattr(subject, "evidence", None) not in CHECKABLE:
        expected = "a check takes one parameter annotated with its subject, such as `Behaviour`"
        raise ClaimError(path, _line(function), f"{expected}; {function.__name__} does not")
    assert isinstance(subject, type)
    check = Check(function, subject)
    if getattr(subject, "declares_reads", False) != (check.reads is not None):
        expected = "a check on `Weights` declares what it reads by `@reads(…)`, and no other does"
        raise ClaimError(path, _line(function), f"{expected}; {function.__name__}")
    return check
