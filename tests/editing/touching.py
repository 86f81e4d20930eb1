"""Runs all claims once, and tells which files of the package each really ran or opened.

Started in a process of its own, in the folder that holds the package. What one claim's run has
left for the others (a model, what a probe found) counts as run by all of them.
"""

import functools
import importlib
import json
import sys
from pathlib import Path

# These keep the memory that they were written for.
import attr  # noqa: F401
import torch
import transformers.models.gpt2.modeling_gpt2
import transformers.models.llama.modeling_llama  # noqa: F401

PACKAGE = str(Path("claims").resolve())
OPEN: list[set[str]] = []
FOREIGN: set[str] = set()


def remembering(maxsize=128, typed=False):
    """Stands for `lru_cache`: a remembered answer brings along the files that it came from."""
    if callable(maxsize):
        return remembering()(maxsize)

    def decorate(function):
        known = {}

        @functools.wraps(function)
        def call(*arguments, **named):
            at = (arguments, tuple(sorted(named.items())))
            if at not in known:
                OPEN.append(set())
                try:
                    known[at] = function(*arguments, **named), OPEN[-1]
                finally:
                    inner = OPEN.pop()
                    note(*inner)
            answer, files = known[at]
            note(*files)
            return answer

        call.cache_clear = known.clear
        return call

    return decorate


def note(*files):
    if OPEN:
        OPEN[-1].update(files)


def on_call(frame, event, _):
    """Called for every function, and for no line of it; importing a module is no run of it."""
    code = frame.f_code
    file = code.co_filename
    if file in FOREIGN:
        return
    if not file.startswith(PACKAGE):
        FOREIGN.add(file)
    elif code.co_name != "<module>":
        note(file)


def on_audit(event, arguments):
    path = str(arguments[0]) if event == "open" else ""
    if path.startswith(PACKAGE) and not path.endswith(".py"):
        note(path)


def silent(function):
    """What is imported is imported for everyone."""

    @functools.wraps(function)
    def call(*arguments, **named):
        OPEN.append(set())
        try:
            return function(*arguments, **named)
        finally:
            OPEN.pop()

    return call


def main():
    torch.set_num_threads(1)
    functools.lru_cache, functools.cache = remembering, remembering()
    functools.cached_property = property
    importlib.import_module = silent(importlib.import_module)
    sys.addaudithook(on_audit)
    from claims._checkpoints.selection import recorded
    from claims._core.answer import keep
    from claims._core.discovery import load_all
    from claims._core.evaluate import EVERYTHING
    from claims._core.run import Run

    run, told = Run(recorded(), recorded(), EVERYTHING), {}
    known = load_all()
    for claim in known.values():
        OPEN[:] = [set()]
        sys.settrace(on_call)
        result = run.claim(claim)
        sys.settrace(None)
        told[claim.id] = sorted(Path(it).relative_to(PACKAGE).as_posix() for it in OPEN.pop())
        keep(claim, result)
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
