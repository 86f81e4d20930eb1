"""Which versions of transformers the project admits, and which one it publishes with."""

from pathlib import Path

import tomli
from packaging.requirements import Requirement

HOUSE = Path(__file__).parents[2]
CONSTRAINTS = HOUSE / "constraints.txt"


def admitted() -> Requirement:
    """What pyproject.toml asks of transformers."""
    project = tomli.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = map(Requirement, project["dependencies"])
    return next(it for it in wanted if it.name == "transformers")


def oldest() -> str:
    """The lower bound."""
    return next(it.version for it in admitted().specifier if it.operator == ">=")


def pinned() -> dict[str, str]:
    """The version of each package that constraints.txt holds."""
    lines = CONSTRAINTS.read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line)
