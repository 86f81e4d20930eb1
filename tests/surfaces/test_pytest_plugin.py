"""`pytest claims/`: ids, outcomes, refusals and options, each in a pytest run of its own."""

import re
from pathlib import Path

import pytest

REFUSED = sorted((Path(__file__).parents[1] / "fixtures" / "refused").glob("*.py"))
LAYERS = """
from claims import Config, Observed, checkpoint, claim, gpt2


@claim(
    statement="GPT-2 has {n} layers or fewer.",
    about=gpt2,
    finding="It has {{layers:range}} layers.",
    controls=[checkpoint("llama-7b", expect="{control}")],
    sources=["gpt2-report"],
)
def few_layers(model: Config) -> Observed:
    return Observed(model.fact("layers") <= {n}, layers=model.fact("layers"))
"""
PUBLISHED = """
["depth/few_layers"]
verdict = "{verdict}"
finding = "It has 12 to 48 layers."

["depth/few_layers".outcomes]
gpt2 = "passed: config passed"
gpt2-medium = "passed: config passed"
gpt2-large = "{large}: config {large}"
gpt2-xl = "failed: config failed"
"""


@pytest.fixture
def house(pytester):
    """A folder of claims with one claim in it, published as it comes out."""

    def build(*, n=24, control="failed", verdict="partly", large="failed", publish=True):
        section = pytester.mkdir("claims") / "depth"
        section.mkdir()
        (section / "few_layers.py").write_text(LAYERS.format(n=n, control=control))
        if publish:
            text = PUBLISHED.format(verdict=verdict, large=large)
            (section.parent / "published.toml").write_text(text)
        return section

    return build


def run(pytester, *arguments):
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:nbval", *arguments)


def test_every_unit_control_and_verdict_is_a_test_with_a_readable_id(pytester, house):
    house()
    result = run(pytester, "claims", "--collect-only", "-q")
    names = ["gpt2", "gpt2-medium", "gpt2-large", "gpt2-xl", "control[llama-7b]", "verdict"]
    result.stdout.fnmatch_lines(
        [f"claims/depth/few_layers.py::{name}".replace("[", "[[]") for name in names]
    )


def test_it_is_green_if_all_comes_out_as_published_failed_units_included(pytester, house):
    house()
    result = run(pytester, "claims")
    result.assert_outcomes(passed=6)
    result.stdout.fnmatch_lines(["depth  1 partly"])


@pytest.mark.parametrize("name", ["gpt2-xl", "control[llama-7b]", "verdict"])
def test_each_test_can_be_selected_alone(pytester, house, name):
    house()
    run(pytester, f"claims/depth/few_layers.py::{name}").assert_outcomes(passed=1)


def test_a_changed_outcome_fails_in_a_sentence_and_says_how_to_accept_it(pytester, house):
    house(large="passed")
    result = run(pytester, "claims")
    result.assert_outcomes(passed=4, failed=2)
    result.stdout.fnmatch_lines(
        [
            "depth/few_layers, gpt2-large: by config: expected passed, measured failed; "
            "observed {'layers': 36}",
            "if this is right: claims accept depth/few_layers",
        ]
    )


def test_a_changed_verdict_fails(pytester, house):
    house(verdict="confirmed")
    result = run(pytester, "claims")
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["*verdict: expected confirmed, measured partly*"])


def test_a_control_that_the_check_does_not_notice_fails(pytester, house):
    house(control="passed")
    result = run(pytester, "claims")
    result.stdout.fnmatch_lines(["*control[[]llama-7b]: expected passed, measured failed*"])
    result.assert_outcomes(passed=5, failed=1)


def test_a_new_claim_fails_until_it_is_published(pytester, house):
    house(publish=False)
    result = run(pytester, "claims")
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["*verdict: not published yet: partly: It has 12 to 48 layers.*"])


def test_a_published_claim_that_crashes_is_refused_at_collection(pytester, house):
    section = house()
    claim = section / "few_layers.py"
    claim.write_text(claim.read_text().replace('fact("layers") <=', 'fact("layers") / 0 <='))
    result = run(pytester, "claims/depth/few_layers.py::gpt2-xl")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*few_layers.py:13: few_layers raised ZeroDivisionError on gpt2*"])
    assert "Traceback" not in result.stdout.str()


def test_a_claim_that_would_end_the_run_is_refused_by_its_name(pytester, house):
    claim = house() / "few_layers.py"
    ends = "    __import__('os')._exit(0)\n    return"
    claim.write_text(claim.read_text().replace("    return", ends))
    result = run(pytester, "claims")
    assert result.ret != pytest.ExitCode.OK
    told = "*few_layers.py:13: few_layers raised SystemExit on gpt2: os._exit(0)*"
    result.stdout.fnmatch_lines([told])


def test_collecting_alone_runs_nothing(pytester, house):
    claim = house() / "few_layers.py"
    claim.write_text(claim.read_text().replace('fact("layers") <=', 'fact("layers") / 0 <='))
    result = run(pytester, "claims", "--collect-only", "-q")
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["claims/depth/few_layers.py::gpt2-xl"])


def test_a_published_claim_that_lost_its_other_side_is_refused_at_collection(pytester, house):
    section = house(n=99, control="passed", large="passed")
    published = section.parent / "published.toml"
    published.write_text(
        published.read_text().replace("failed: config failed", "passed: config passed")
    )
    result = run(pytester, "claims", "-k", "gpt2-xl")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*few_layers.py:5: never seen to come out both ways*"])


def test_what_was_published_of_a_claim_that_is_gone_is_refused(pytester, house):
    section = house()
    (section / "few_layers.py").rename(section / "fewer_layers.py")
    text = (section / "fewer_layers.py").read_text()
    (section / "fewer_layers.py").write_text(text.replace("def few_layers", "def fewer_layers"))
    result = run(pytester, "claims")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "published, but no longer a claim: depth/few_layers" in result.stderr.str()


@pytest.mark.parametrize("fixture", REFUSED, ids=lambda path: path.stem)
def test_what_an_author_got_wrong_is_refused_with_file_and_line(pytester, fixture):
    text = fixture.read_text()
    said = re.match(r'"""refused: (.+?)"""', text)
    assert said is not None
    line = 1 + next(i for i, it in enumerate(text.splitlines()) if it.endswith("# here"))
    section = pytester.mkdir("claims") / "made_up"
    section.mkdir()
    (section / fixture.name).write_text(text)
    result = run(pytester, "claims")
    result.assert_outcomes(errors=1)
    assert result.ret == pytest.ExitCode.INTERRUPTED
    expected = rf"{re.escape(fixture.name)}:{line}: .*{re.escape(said[1])}"
    assert re.search(expected, result.stdout.str())
    assert "Traceback" not in result.stdout.str()


def test_the_same_id_in_two_places_is_refused(pytester, house):
    section = house()
    again = pytester.mkdir("other") / "claims" / "depth"
    again.mkdir(parents=True)
    (again / "few_layers.py").write_text((section / "few_layers.py").read_text())
    result = run(pytester, "claims", "other/claims")
    result.stdout.fnmatch_lines(["*few_layers.py:5: duplicate id depth/few_layers: also in *"])
    assert result.ret == pytest.ExitCode.INTERRUPTED


@pytest.mark.parametrize(
    "option, said",
    [
        ("--evidence=vibes", "--evidence: 'vibes' is not a valid Evidence; known: config"),
        ("--evidence=paper", "--evidence: nothing is checked on paper"),
        ("--source=no-such-folder", "no source 'no-such-folder'"),
        ("--checkpoint=gpt3", "gpt3"),
    ],
)
def test_a_wrong_option_is_a_usage_error_without_a_traceback(pytester, house, option, said):
    house()
    result = run(pytester, "claims", option)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert said in result.stderr.str()
    assert "Traceback" not in result.stderr.str()


def test_one_checkpoint_alone(pytester, house):
    house()
    result = run(pytester, "claims", "--checkpoint", "gpt2-xl", "-v")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["*::gpt2-xl PASSED*", "*::control[[]llama-7b] PASSED*"])


def test_evidence_that_no_check_gives_leaves_nothing_to_run(pytester, house):
    house()
    result = run(pytester, "claims", "--evidence", "behaviour")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED


NOTEBOOK = """{
 "cells": [
  {"cell_type": "code", "source": "card('depth/no_such_claim')", "outputs": []}
 ]
}"""


@pytest.mark.parametrize(
    "name, text, said",
    [
        ("a.md", "# A\n\n[It](claim:depth/gone).", "a.md:3: the page names unknown claim"),
        ("a.ipynb", NOTEBOOK, "a.ipynb:3: the page names unknown claim 'depth/no_such_claim'"),
        ("a.ipynb", "{\n nonsense", "a.ipynb:2: no notebook: "),
        ("a.ipynb", "{}", "a.ipynb:1: no notebook: it lacks 'cells'"),
    ],
)
def test_a_page_that_names_an_unknown_claim_is_refused_by_its_line(
    pytester, house, name, text, said
):
    house()
    (pytester.mkdir("docs") / name).write_text(text)
    result = run(pytester, "docs")
    result.assert_outcomes(errors=1)
    assert said in result.stdout.str()
    assert "Traceback" not in result.stdout.str()


def test_a_page_that_names_known_claims_or_none_is_left_to_nbval(pytester, house):
    house()
    (pytester.mkdir("docs") / "a.md").write_text("[It](claim:depth/few_layers), `claim:no`.")
    assert run(pytester, "docs").ret == pytest.ExitCode.NO_TESTS_COLLECTED


DERIVED = """
from claims import derived

both = derived(statement="Both.", follows=["depth/few_layers"], finding="Not both.")
"""


def test_a_derived_claim_has_a_verdict_alone(pytester, house):
    section = house()
    (section / "both.py").write_text(DERIVED)
    file = section.parent / "published.toml"
    file.write_text(
        file.read_text() + '["depth/both"]\nverdict = "refuted"\nfinding = "Not both."\n'
        '["depth/both".outcomes]\n"depth/few_layers" = "failed: config failed"\n'
    )
    run(pytester, "claims/depth/both.py", "-v").assert_outcomes(passed=1)
    result = run(pytester, "claims")
    result.assert_outcomes(passed=7)
    result.stdout.fnmatch_lines(["depth  1 refuted, 1 partly"])


def test_workers_give_the_same_results(pytester, house):
    house(large="passed")
    result = run(pytester, "claims", "-n", "2")
    result.assert_outcomes(passed=4, failed=2)
    result.stdout.fnmatch_lines(["*gpt2-large: by config: expected passed, measured failed*"])


def test_config_and_tensors_alone_never_import_torch(pytester):
    claims = Path(__file__).parents[2] / "claims"
    pytester.makepyfile(
        tell_loaded="""
        import sys

        def pytest_terminal_summary(terminalreporter):
            loaded = sorted({"torch", "transformers"} & set(sys.modules))
            terminalreporter.write_line(f"loaded: {loaded or 'neither'}")
        """
    )
    quick = run(pytester, "-p", "tell_loaded", str(claims), "--evidence", "config,tensors")
    assert quick.ret == pytest.ExitCode.OK
    quick.stdout.fnmatch_lines(["*loaded: neither*"])
    one = str(claims / "position_encoding" / "gpt2_positions_are_added_to_embeddings.py")
    slow = run(pytester, "-p", "tell_loaded", one, "--evidence", "behaviour")
    slow.stdout.fnmatch_lines(["*loaded: [[]'torch', 'transformers']*"])
