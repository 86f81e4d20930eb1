"""With the reference implementation itself broken, the claims that it decides go red."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
# One breakage a file, each changing classes of transformers as it is imported.
FOLDER = HOUSE / "tests" / "breakages"
# A claim that can't be measured any more must not keep the others from being.
PYTEST = (sys.executable, "-m", "pytest", "claims", "-q", "--continue-on-collection-errors")
# For each of them the claims that are no longer what was published: units, not controls.
RED = tomllib.loads((FOLDER / "red.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the claims, with a store of its own: what a broken class gives must not be kept."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(HOUSE / "claims", copy / "claims", ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def red_claims(house, breakage):
    """Run all claims in a process whose reference classes were changed first; name the red ones."""
    ran = subprocess.run(
        [*PYTEST, "-p", breakage],
        env={**os.environ, "PYTHONPATH": f"{house}:{FOLDER}", "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    )
    failed = [it for it in ran.stdout.splitlines() if it.startswith(("FAILED", "ERROR"))]
    units = [it.split()[1].partition("::") for it in failed if "::control[" not in it]
    assert (ran.returncode == 0) is (not failed), ran.stdout + ran.stderr
    return sorted({it[0].removeprefix("claims/").removesuffix(".py") for it in units})


@pytest.mark.parametrize("breakage", RED)
def test_these_claims_go_red_and_no_others(house, breakage):
    assert red_claims(house, breakage) == RED[breakage]


def test_every_breakage_is_tried():
    assert sorted(RED) == sorted(it.stem for it in FOLDER.glob("*.py"))


def test_every_breakage_but_none_at_all_is_noticed():
    assert [name for name, claims in RED.items() if not claims] == ["nothing"]
