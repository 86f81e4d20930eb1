"""The facts of all nineteen checkpoints as recorded, for the probes' tests."""

from typing import Any

from claims._checkpoints.catalogue import catalogue
from claims._checkpoints.source import Recorded

FACTS: dict[str, dict[str, Any]] = {it.id: Recorded().record(it.id).values for it in catalogue()}
LLAMA3_SCALING: dict[str, Any] = FACTS["llama-3.1-8b"]["rope_scaling"]
