"""A mutant is a file: what it changes is its place, and its first sentence says how."""

import ast
from dataclasses import dataclass
from pathlib import Path

from claims._checkpoints.catalogue import catalogue

FOLDER = Path(__file__).parent
PARTS = ("reference", "records")


@dataclass(frozen=True)
class Mutant:
    """`reference/activation/gpt2_relu`, `records/theta/llama_7b_tenfold` and the like."""

    name: str

    @property
    def module(self) -> str:
        """The module that makes the change, or says which it is."""
        return f"{__package__}.{self.name.replace('/', '.')}"

    @property
    def checkpoints(self) -> list[str]:
        """The checkpoints of the family that the file is named for; of none, all of them.

        Each of the two classes is in a module of its own, which the other doesn't import.
        """
        stem = self.name.rpartition("/")[2]
        families = [it for it in ("gpt2", "llama") if stem.startswith(it)] or ["gpt2", "llama"]
        return [it.id for it in catalogue() if it.family in families]

    @property
    def words(self) -> list[str]:
        """The paragraphs of its docstring: the change, and why it survives if it does."""
        text = (FOLDER / f"{self.name}.py").read_text(encoding="utf-8")
        told = ast.get_docstring(ast.parse(text)) or ""
        return [" ".join(it.split()) for it in told.split("\n\n")]


def mutants(part: str) -> list[Mutant]:
    """All changes to one of the parts, in the order of their names."""
    files = sorted((FOLDER / part).rglob("*.py"))
    return [Mutant(it.relative_to(FOLDER).with_suffix("").as_posix()) for it in files]


# The reference as it is, which no claim may take for another.
NOTHING = Mutant("reference/control/nothing")
