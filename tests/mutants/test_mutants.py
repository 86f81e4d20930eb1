"""What is written down of the mutants is about those that there are, and still so."""

import os
import shutil
import subprocess
import sys

import pytest

from claims._core.discovery import PACKAGE, claim_ids
from claims._views.overviews.mutants import NOTHING, changes, read
from tests.mutants import mutant
from tests.mutants.mutant import FOLDER, Mutant, mutants
from tests.mutants.running import run

# A few of each sort, for all of them take minutes: `make mutants`.
TRIED = (
    "reference/activation/gpt2_erf_gelu",
    "reference/bias/gpt2_none_in_the_first_matrix",
    "reference/mask/llama_none",
    "reference/norm_eps/gpt2_tenfold",
    "reference/norm_kind/llama_layer_norm",
    "reference/scaling/llama3_none",
    "reference/tie/gpt2_two_matrices",
    "records/multiple_of/llama_7b_one_less",
    "records/tensor_dropped/gpt2_a_bias",
    "records/tensor_transposed/gpt2_as_counted",
)
KNOWN = {it.name: it for it in read()}
EVERY = [it for part in mutant.PARTS for it in mutants(part)]


def test_a_few_mutants_are_still_killed_by_the_same_claims():
    made = run([Mutant(it) for it in TRIED], lambda name: None)
    wanted = {it: KNOWN[it].as_table() for it in (NOTHING, *TRIED)}
    assert made == wanted, f"if this is right: python -m tests.mutants {' '.join(TRIED)}"


def test_every_mutant_is_written_down_as_its_file_says():
    assert {it.name: it.change for it in read()} == {it.name: it.words[0] for it in EVERY}
    assert len({it.change for it in read()}) == len(EVERY) > 40


def test_no_change_at_all_kills_nothing():
    assert KNOWN[NOTHING].killed_by == ()


def test_most_mutants_are_killed_and_the_others_explained():
    survivors = [it for it in changes() if not it.killed_by]
    assert len(survivors) <= 0.05 * len(changes())
    assert [it.name for it in survivors if not it.survives] == []
    assert [it.name for it in changes() if it.killed_by and it.survives] == []


def test_only_the_reference_depends_on_how_parameters_are_drawn():
    assert {it.part for it in read() if it.drawn is None} == {"records"}
    assert {it.part for it in read() if it.drawn is not None} == {"reference"}


def test_only_claims_kill():
    named = {claim for it in read() for claim in (*it.killed_by, *(it.drawn or ()), *it.crashed)}
    assert named <= set(claim_ids(PACKAGE))


def test_a_mutant_breaks_less_than_it_leaves_to_be_measured():
    most = len(claim_ids(PACKAGE)) / 4
    assert [it.name for it in read() if len(it.crashed) > most] == []


@pytest.mark.parametrize("one, other", [("gpt2", "llama"), ("llama", "gpt2")])
def test_what_is_named_for_one_family_changes_no_class_of_the_other(one, other):
    files = list((FOLDER / "reference").rglob(f"{one}*.py"))
    assert files
    assert [it for it in files if f"modeling_{other}" in it.read_text("utf-8")] == []


def test_a_run_of_the_claims_goes_red_where_a_mutant_is_killed(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "claims", ignore=shutil.ignore_patterns("__pycache__"))
    name = "reference/activation/gpt2_relu"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "claims/feed_forward", "-q", "-p", Mutant(name).module],
        env={**os.environ, "PYTHONPATH": f"{tmp_path}:{PACKAGE.parent}"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    failed = [it for it in ran.stdout.splitlines() if it.startswith(("FAILED", "ERROR"))]
    units = [it.split()[1].partition("::")[0] for it in failed if "::control[" not in it]
    red = {it.removeprefix("claims/").removesuffix(".py") for it in units}
    assert red == set(KNOWN[name].killed_by), ran.stdout + ran.stderr
