"""All that the author of a claim imports; nothing here loads torch."""

from claims._checkpoints.catalogue import family, pairs, snapshots
from claims._checkpoints.config import Config
from claims._checkpoints.family import Family, FamilyTensors
from claims._checkpoints.pair import Both, BothTensors
from claims._checkpoints.report import Report
from claims._checkpoints.tensors import Tensors
from claims._checkpoints.weights.reads import reads
from claims._checkpoints.weights.subject import Weights
from claims._core.claim import claim, derived, undecidable
from claims._core.discovery import published_on
from claims._core.observed import CantTell, Inapplicable, Observed, Shown, Untested
from claims._probes.behaviour import Behaviour
from claims._probes.controls import (
    altered,
    checkpoint,
    edited,
    pair,
    patched,
    random_model,
    snapshot,
)
from claims._probes.together import BothBehaviour, FamilyBehaviour
from claims._running.running import Running

gpt2 = family("gpt2")
llama = family("llama")

__all__ = [
    "Behaviour",
    "Both",
    "BothBehaviour",
    "BothTensors",
    "CantTell",
    "Config",
    "Family",
    "FamilyBehaviour",
    "FamilyTensors",
    "Inapplicable",
    "Observed",
    "Report",
    "Running",
    "Shown",
    "Tensors",
    "Untested",
    "Weights",
    "altered",
    "checkpoint",
    "claim",
    "derived",
    "edited",
    "gpt2",
    "llama",
    "pair",
    "pairs",
    "patched",
    "published_on",
    "random_model",
    "reads",
    "snapshot",
    "snapshots",
    "undecidable",
]
