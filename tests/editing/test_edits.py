"""Edit this, and these run: held against a full run that tells what each claim really ran."""

from pathlib import Path

import pytest

from claims._core.discovery import claim_ids
from tests.editing.house import ROOT, House

ALL, NONE = "all", "none"
ADDED = "\n# edited\n"
# The file → the claims that run, by what their own run has executed of it, or by name.
RUN_IT = "those that run it"
EDITS = {
    "attention/gpt2_attention_is_causal.py": {
        "attention/gpt2_attention_is_causal",
    },
    "attention/_cost.py": {
        "attention/llama_attention_is_more_efficient",
        "attention/llama_caches_half_a_mebibyte_a_token",
        "attention/llama_handles_long_contexts_more_efficiently",
    },
    "scale/_rounding.py": RUN_IT,
    "_probes/rotation.py": RUN_IT,
    "_probes/token_order.py": RUN_IT,
    "_probes/position_table.py": RUN_IT,
    "_probes/causality.py": RUN_IT,
    "_probes/norms.py": RUN_IT,
    "_probes/watching/replay.py": RUN_IT,
    "_probes/checkpointing.py": RUN_IT,
    "_probes/watching/decoding.py": RUN_IT,
    "_probes/patches/no_mask.py": RUN_IT,
    "_probes/models/construction.py": RUN_IT,
    "_probes/behaviour.py": RUN_IT,
    "_checkpoints/tensors.py": RUN_IT,
    "_checkpoints/reports.toml": RUN_IT,
    "_checkpoints/records/llama-3.2-1b.toml": RUN_IT,
    "_checkpoints/catalogue.toml": ALL,
    "_core/verdict.py": ALL,
    "__init__.py": ALL,
    "sources.toml": ALL,
    "_checkpoints/hub/fetching.py": NONE,
    "_inspection/heads.py": NONE,
    "published.toml": NONE,
    "_probes/a_new_one.py": NONE,
}
# An edit must not run more than this many that it couldn't have changed: what a claim imports
# and doesn't run, or what belongs to a control that another check sees.
SPARE = 8
IDS = set(claim_ids(ROOT / "claims"))


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The copy, with the results of a full run."""
    made = House(tmp_path_factory.mktemp("house"))
    script = Path(__file__).with_name("touching.py")
    made.ran = {it: set(files) for it, files in made.python(str(script)).items()}
    assert made.ran.keys() == IDS
    return made


def test_nothing_is_stale_after_a_full_run(house):
    assert house.stale() == set()


@pytest.mark.parametrize("name, run", EDITS.items(), ids=EDITS)
def test_an_edit_runs_what_it_may_change(house, name, run):
    stale = house.stale_after(name, "", ADDED if name.endswith(".py") else "\n")
    ran = {it for it, files in house.ran.items() if name in files}
    assert ran <= stale, "missed"
    if run is RUN_IT:
        assert ran
        assert len(stale - ran) <= SPARE
    else:
        assert stale == {ALL: IDS, NONE: set()}.get(str(run), run)


def test_no_file_that_a_claim_ran_is_missing_from_its_key(house):
    kept = {it: house.files(it) for it in IDS}
    assert {it: house.ran[it] - kept[it] for it in IDS if house.ran[it] - kept[it]} == {}


def test_a_derived_claim_runs_with_what_it_follows_from(house):
    derived = "architecture/both_are_decoder_transformers"
    assert {derived} < house.stale_after(f"{house.followed(derived)}.py", "", ADDED)


def test_a_claim_with_a_syntax_error_runs_alone(house):
    name = "attention/gpt2_attention_is_causal"
    assert house.stale_after(f"{name}.py", "def ", "def def ") == {name}
