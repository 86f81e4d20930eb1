"""Start the warm process, and serve batches until nobody sends any more."""

import gc
import importlib
import json
import os
import select
import sys
import tempfile
from pathlib import Path

from .batches import Warm
from .strays import adopt_strays, end_strays

ROOT = Path(__file__).resolve().parents[3]
# What a batch that came too late to be answered still tells.
CHANGES = ("changed", "edited")


def main(limit: float) -> None:
    """Import once, then serve batches until nobody sends any more."""
    importlib.import_module("torch").set_num_threads(1)
    for name in ("gpt2", "llama"):
        importlib.import_module(f"transformers.models.{name}.modeling_{name}")
    with tempfile.TemporaryDirectory(prefix="claims-", ignore_cleanup_errors=True) as folder:
        sys.path[0], sys.pycache_prefix = str(ROOT), folder
        sys.dont_write_bytecode = False
        os.chdir(ROOT)
        gc.freeze()
        adopt_strays()
        serve(Warm(limit))


def serve(warm: Warm) -> None:
    """Hear who asks and who answers, and see to it that nobody takes forever."""
    unread = b""
    warm.say_that_it_is_alive()
    while True:
        hearing = [0, *(it.get for it in warm.children)]
        ready, _, _ = select.select(hearing, [], [], 0.2 if warm.children else 5)
        for child in [it for it in warm.children if it.get in ready]:
            warm.hear(child)
        if 0 in ready:
            came = os.read(0, 1 << 16)
            if not came:
                break
            *lines, unread = (unread + came).split(b"\n")
            batches = [json.loads(it) for it in lines]
            if batches:  # only the last is still wanted, but everything has changed
                all_of = {key: [name for it in batches for name in it[key]] for key in CHANGES}
                warm.begin(batches[-1] | all_of)
        warm.stop_the_endless()
        warm.say_that_it_is_alive()
        if not warm.children:
            warm.learn()
            warm.rehearse()
    for child in warm.children:
        child.stop()
    end_strays([])


if __name__ == "__main__":
    main(float(sys.argv[1]))
