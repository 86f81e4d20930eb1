"""Whether embedding and head are one stored tensor, or two different ones."""

import numpy as np
import pytest
from safetensors.numpy import save_file

from claims._checkpoints.source import Recorded
from claims._checkpoints.weights.subject import Weights
from claims._core.discovery import load_all
from claims._core.observed import CantTell
from claims._core.words import Evidence
from tests.weights.here import in_folder
from tests.weights.numbers import drawn

TIED = load_all()["architecture/gpt2_shares_its_embedding_with_its_head"]
EMBEDDING = drawn((32, 8)).astype(np.float32)


def observed(folder, **heads):
    save_file({"wte.weight": EMBEDDING, **heads}, folder / "model.safetensors")
    [check] = [it for it in TIED.checks if it.evidence is Evidence.WEIGHTS]
    record = Recorded().record("gpt2")
    return check.function(Weights("gpt2", record, in_folder(folder), check.reads))


def test_one_matrix_alone_is_shared(tmp_path):
    assert observed(tmp_path).holds


def test_a_head_of_other_numbers_is_none_that_is_shared(tmp_path):
    made = observed(tmp_path, **{"lm_head.weight": EMBEDDING[::-1].copy()})
    assert not made.holds
    assert made.values == {"embedding_and_head": "two matrices"}


@pytest.mark.parametrize(
    "head, said",
    [(EMBEDDING, "alike in what was read"), (np.full_like(EMBEDDING, np.nan), "expected numbers")],
)
def test_a_copy_and_what_is_no_number_tell_nothing(head, said, tmp_path):
    with pytest.raises(CantTell, match=said):
        observed(tmp_path, **{"lm_head.weight": head})
