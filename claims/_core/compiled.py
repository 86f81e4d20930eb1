"""Claims compiled once for all processes, since each loads all of them and few have changed.

Python's own cache goes by a file's time in seconds and its size, and would miss a quick edit.
"""

import hashlib
import marshal
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType

from claims._core.atomic import write_bytes

HOUSE = Path(__file__).parents[2]
# A by-product of a checkout, like the results beside it.
FOLDER = HOUSE / "build" / "compiled"


def compiled(path: Path, text: bytes) -> CodeType:
    """Compile a module's text, or take what this text was compiled to before.

    Raises SyntaxError where it is no Python.
    """
    if not path.is_relative_to(HOUSE):
        return _compile(path, text)
    kept = FOLDER / path.relative_to(HOUSE).with_suffix(".marshal")
    code = _kept(kept, path, text)
    if code is None:
        code = _compile(path, text)
        if not sys.dont_write_bytecode:
            made = marshal.dumps(code)
            with suppress(OSError):  # a checkout may be for reading alone
                write_bytes(kept, _digest(path, text, made) + made)
    return code


def _compile(path: Path, text: bytes) -> CodeType:
    code: CodeType = compile(text, path, "exec")
    return code


def _kept(kept: Path, path: Path, text: bytes) -> CodeType | None:
    """What was kept of just this text; None where that is of another, damaged or missing."""
    try:
        found = kept.read_bytes()
    except OSError:
        return None
    size = hashlib.sha256().digest_size
    if found[:size] != _digest(path, text, found[size:]):
        return None
    code: CodeType = marshal.loads(found[size:])
    return code


def _digest(path: Path, text: bytes, made: bytes) -> bytes:
    """What kept code must begin with; it covers the code, so that none is taken half-written."""
    parts = (MAGIC_NUMBER, str(path).encode(), text, made)
    return hashlib.sha256(b"".join(hashlib.sha256(it).digest() for it in parts)).digest()
