"""Finding claims in a folder and loading one module, with every refusal an author may meet."""

import hashlib
import importlib.util
import traceback
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import tomli

from claims._core.claim import ORIGINS, Claim
from claims._core.compiled import compiled
from claims._core.errors import ClaimError

PACKAGE = Path(__file__).parents[1]
# `transformers:GPT2MLP` and the like point at a named thing in published code.
CODE_SOURCES = ("transformers", "openai-gpt-2", "meta-llama")


def is_claim_file(path: Path) -> bool:
    """Whether a file is a claim by its place: `claims/<section>/<name>.py`, no underscores."""
    section = path.parent
    in_house = section.parent.name == "claims" and not section.name.startswith(("_", "."))
    return path.suffix == ".py" and not path.name.startswith("_") and in_house


def claim_files(root: Path = PACKAGE) -> list[Path]:
    """All claim files below a `claims` folder, in the order of their addresses."""
    return sorted(path for path in root.glob("*/*.py") if is_claim_file(path))


def claim_ids(root: Path) -> list[str]:
    """The addresses of all claims below a `claims` folder, read off their places alone."""
    return [f"{path.parent.name}/{path.stem}" for path in claim_files(root)]


def load(path: Path) -> Claim:
    """Import one module and return its only claim; raise ClaimError if it must be refused.

    It is imported anew whenever it says something else than before.
    """
    return _loaded(path, path.read_bytes())


@lru_cache(maxsize=1024)
def _loaded(path: Path, text: bytes) -> Claim:
    module = _execute(path, text)
    found = {id(it): (name, it) for name, it in vars(module).items() if isinstance(it, Claim)}
    claims = [(name, it) for name, it in found.values() if it.path == path]
    if len(claims) != 1:
        names = ", ".join(name for name, _ in claims) or "none"
        line = claims[1][1].line if len(claims) > 1 else 1
        raise ClaimError(path, line, f"a claim's module holds exactly one claim, found {names}")
    name, claim = claims[0]
    if name != path.stem:
        raise ClaimError(path, claim.line, f"the claim is named as its file, {path.stem!r}")
    _validate(claim)
    claim.digest = hashlib.sha256(text).hexdigest()
    return claim


def load_all(root: Path = PACKAGE) -> dict[str, Claim]:
    """Load every claim below a folder, by id; raise ClaimError for the first that is refused."""
    loaded, refused = load_each(root)
    for error in refused:
        raise error
    return loaded


def load_each(root: Path = PACKAGE) -> tuple[dict[str, Claim], list[ClaimError]]:
    """Load every claim that can be loaded, by id, and say what is wrong with the others.

    What a claim follows from must be among those that can.
    """
    loaded: dict[str, Claim] = {}
    refused: list[ClaimError] = []
    for path in claim_files(root):
        try:
            claim = load(path)
            loaded[claim.id] = claim
        except ClaimError as error:
            refused.append(error)
    for claim in list(loaded.values()):
        for other in claim.follows:
            if other not in loaded:
                message = f"follows from unknown claim {other!r}"
                refused.append(ClaimError(claim.path, claim.line, message))
                loaded.pop(claim.id, None)
    return loaded, refused


def _execute(path: Path, text: bytes) -> ModuleType:
    """Run a module's text, which the file may no longer hold by now."""
    spec = importlib.util.spec_from_file_location(f"claims.{path.parent.name}.{path.stem}", path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    try:
        exec(compiled(path, text), vars(module))
    except ClaimError:
        raise
    except SyntaxError as error:
        raise ClaimError(path, error.lineno or 1, f"no valid Python: {error.msg}") from None
    except Exception as error:
        raise ClaimError(path, line_in(error, path), f"{type(error).__name__}: {error}") from None
    return module


def line_in(error: BaseException, path: Path) -> int:
    """The last line of a file that an error passed through; 1 if it never did."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((it.lineno or 1 for it in reversed(frames) if Path(it.filename) == path), 1)


def _validate(claim: Claim) -> None:
    def refuse(message: str) -> None:
        raise ClaimError(claim.path, claim.line, message)

    for source in claim.sources:
        if source not in bibliography() and source.partition(":")[0] not in CODE_SOURCES:
            refuse(f"unknown source {source!r}; known: {', '.join(bibliography())}")
    for origin in claim.origin:
        if origin not in ORIGINS:
            refuse(f"unknown origin {origin!r}; known: {', '.join(ORIGINS)}")
    told: object = claim.told  # whatever the annotation says
    if ("folklore" in claim.origin) != bool(told) or isinstance(told, str):
        refuse("origin 'folklore' and told, a list of where it is told, go together")
    for names in ([unit.name for unit in claim.about], [it.name for it in claim.controls]):
        for name in {name for name in names if names.count(name) > 1}:
            refuse(f"duplicate id {name!r}: each unit and each control is a test of its own")
    _validate_controls(claim, refuse)


def _validate_controls(claim: Claim, refuse: Any) -> None:
    """A decided claim needs controls; each must reach one of its checks."""
    if claim.undecidable or claim.follows:
        if claim.controls:
            refuse("an undecidable or derived claim has no check for its controls to test")
        if claim.undecidable and not claim.sources:
            refuse("an undecidable claim cites the sources that it was looked for in")
        return
    if not claim.controls:
        refuse("no control: nothing shows that this check can come out the other way")
    kinds = {check.evidence for check in claim.checks}
    for control in claim.controls:
        if not control.change.reaches & kinds:
            on = ", ".join(sorted(kinds))
            refuse(f"control {control.name!r} changes nothing that a check on {on} could see")


def published_on(source: str) -> date:
    """The day from which a source of the bibliography is."""
    return date.fromisoformat(bibliography()[source]["date"])


@cache
def bibliography() -> dict[str, dict[str, str]]:
    """The sources that a claim may cite: id → title, url and date."""
    return tomli.loads((PACKAGE / "sources.toml").read_text(encoding="utf-8"))
