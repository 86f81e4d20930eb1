"""What a forked process does, all its life."""

import faulthandler
import gc
import importlib
import json
import os
import signal
import sys
import time
import traceback
from typing import IO

from .strays import die_with_parent

# A file's clock is coarser than a process's: what is imported must be older than the process.
YOUNG = 0.02


def answering(take: int, put: int, log: IO[bytes], measured: dict[str, str]) -> None:
    """What a child does, all its life."""
    try:
        os.setpgid(0, 0)
        die_with_parent()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        faulthandler.enable()
        faulthandler.register(signal.SIGUSR1, all_threads=False)
        gc.disable()
        os.register_at_fork(after_in_child=lambda: silence(take, put))
        time.sleep(YOUNG)
        before = set(sys.modules)
        batch = importlib.import_module("claims._editing.batch")
        batch.remembered.begin(measured)
        # Whoever hears their end takes the child for dead, which first has to say of what.
        asked, told = os.fdopen(take, "rb"), os.fdopen(put, "w")
        for line in asked:
            told.write(json.dumps(batch.answer(*json.loads(line))) + "\n")
            told.flush()
        later = [it for it in sys.modules if it not in before and not it.startswith("claims")]
        told.write(json.dumps({"imported": later}) + "\n")
        told.flush()
        os._exit(0)
    except BaseException as error:
        for it in reversed(traceback.extract_tb(error.__traceback__)):
            print(f'  File "{it.filename}", line {it.lineno} in {it.name}', file=sys.stderr)
        print(f"{type(error).__name__}: {error}".removesuffix(": "), file=sys.stderr)
        sys.stderr.flush()
        os._exit(3)


def silence(take: int, put: int) -> None:
    """Let a process that a check has forked neither take questions nor answer them."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for end in (take, put):
        os.dup2(nothing, end)
    os.close(nothing)
