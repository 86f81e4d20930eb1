"""The stand-ins are small and named as such, and every alternative shows on them."""

import os
import subprocess
import sys

import pytest
import tomli
import torch

from claims._checkpoints.catalogue import catalogue
from claims._running.alternative import alternatives
from claims._stand_ins.shape import STAND_INS
from claims._stand_ins.tokens import tokenizer, training_tokens
from claims._stand_ins.training import train, untrained
from claims._views.overviews.counterfactuals import FILE
from tests.running.__main__ import table
from tests.running.stand_ins import comparisons, folder

# Shown in the table as what they are; nothing that a claim rests on is among them. More text makes
# it clear, and tells nothing: 196 windows of the same novel are read 2.1e-5 ± 5e-6 nats better by
# erf, 700 of the one that was trained on 1.9e-5 ± 2e-6, though training had the other form.
NOT_CLEAR = {"gpt2-stand-in": {"erf_gelu"}, "llama-stand-in": set()}
each = pytest.mark.parametrize("name", STAND_INS)


@each
def test_what_is_committed_is_what_comes_out(name):
    """To three digits or a standard error, which another processor may move."""
    committed, now = tomli.loads(FILE.read_text())[name], table(comparisons(name))
    assert list(committed["alternatives"]) == list(now["alternatives"])
    assert committed["published"] == pytest.approx(now["published"], abs=1e-3)
    for alternative, was in committed["alternatives"].items():
        found = now["alternatives"][alternative]
        assert was["what"] == found["what"]
        assert was["clear"] == found["clear"], alternative
        assert was["dearer"] == pytest.approx(found["dearer"], rel=0.05, abs=was["error"])


@each
def test_every_alternative_clearly_costs_something(name):
    unclear = {it for it, found in comparisons(name).items() if not found.worse}
    assert unclear == NOT_CLEAR[name]


def test_every_alternative_was_tried_on_one_of_them():
    tried = {it for name in STAND_INS for it in comparisons(name)}
    # Theirs is that base already; it is tried where a config states another.
    assert {it.name for it in alternatives()} - tried == {"theta_of_10_000"}


@each
def test_they_learned_something(name):
    known = next(iter(comparisons(name).values()))
    assert known.published < 0.65 * torch.log(torch.tensor(512.0))


@each
def test_they_are_small_named_and_no_published_models(name):
    assert name.endswith("-stand-in")
    assert name not in {it.id for it in catalogue()}
    assert sum(it.stat().st_size for it in folder(name).iterdir()) < 2_000_000


@each
def test_training_begins_from_the_seed_alike(name):
    tokens = training_tokens(tokenizer())
    losses = [list(train(untrained(STAND_INS[name][0]), tokens, steps=3)) for _ in range(2)]
    assert losses[0] == losses[1]
    assert losses[0][0] == pytest.approx(6.25, abs=0.05)
    assert len(set(losses[0])) == 3


TRAINED = """
import hashlib, sys
from claims._stand_ins.shape import STAND_INS
from claims._stand_ins.tokens import tokenizer, training_tokens
from claims._stand_ins.training import train, untrained
made = untrained(STAND_INS[sys.argv[1]][0])
list(train(made, training_tokens(tokenizer()), steps=3))
data = b"".join(it.detach().numpy().tobytes() for it in made.parameters())
print(hashlib.sha256(data).hexdigest())
"""


@each
def test_two_trainings_on_a_machine_give_the_same_bytes_however_many_threads_it_offers(name):
    digests = {
        subprocess.run(
            [sys.executable, "-c", TRAINED, name],
            env={**os.environ, "OMP_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in "12"
    }
    assert len(digests) == 1


@each
def test_their_vocabulary_is_the_one_that_the_text_gives(name, tmp_path):
    tokenizer().save_pretrained(tmp_path)
    made, kept = (it / "tokenizer.json" for it in (tmp_path, folder(name)))
    assert made.read_text("utf-8") == kept.read_text("utf-8")
