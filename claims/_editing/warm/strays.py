"""Processes that a check has started and that have left its own; on Linux alone they are found."""

import ctypes
import os
import signal
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

DIE_WITH_PARENT, ADOPT = 1, 36
# Each has started others at most that often before all are found.
ROUNDS = 20


def adopt_strays() -> None:
    """Let whatever loses its parent below this process become a child of it."""
    _control(ADOPT, 1)


def die_with_parent() -> None:
    """Let this process end when its parent does, however that is ended."""
    _control(DIE_WITH_PARENT, signal.SIGKILL)


def _control(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def end_strays(known: Collection[int]) -> None:
    """End every child of this process that isn't known."""
    for _ in range(ROUNDS):
        strays = [it for it in _children() if it not in known]
        for pid in strays:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        if not strays:
            return


def _children() -> list[int]:
    found = Path("/proc/self/task").glob("*/children")
    return [int(it) for listed in found for it in listed.read_text().split()]
