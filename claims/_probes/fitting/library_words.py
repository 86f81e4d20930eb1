"""What went wrong in the library's code, told without the names that its language has for that."""

from pathlib import Path
from traceback import walk_tb

SHOWN = 300
PROJECT = Path(__file__).parents[3]


def in_words(error: BaseException) -> str:
    """What an error says; of a name or a key that was looked for, that it isn't there."""
    if isinstance(error, AttributeError) and error.name:
        said = f"its code asks for {error.name}, which isn't there"
    elif isinstance(error, KeyError) and error.args:
        said = f"its code asks for {error.args[0]!r}, which isn't there"
    elif isinstance(error, TypeError):
        said = f"its code meets something of another kind than it expects: {error}"
    else:
        said = str(error)
    said = " ".join(said.split()) or "nothing"
    return said if len(said) <= SHOWN else f"{said[:SHOWN]}…"


def unforeseen(error: BaseException) -> str:
    """What a measurement met in a model that it wasn't made for, without the library's own words.

    Those speak of the code that broke, which tells a reader nothing about the model. Of a mistake
    that this project's own code makes nothing is said of the model at all.
    """
    if isinstance(error, TypeError) and (place := _own_code(error)):
        return f"the code of this project fails on it, in {place}"
    if "dtype" in str(error):
        return "a part of it keeps a precision of its own, and can't be run in double precision"
    if isinstance(error, IndexError) or (isinstance(error, RuntimeError) and _is_of_shape(error)):
        return "something in it is of another shape than one vector for each token"
    if isinstance(error, TypeError | ValueError):
        return "a part of it takes or hands on something else than one tensor"
    if isinstance(error, AttributeError | LookupError):
        return "it lacks something that is looked for in every model"
    return "it isn't made as the models are that are known here"


def _own_code(error: BaseException) -> str:
    """The file in which it was raised, if that is none of a library."""
    *_, (frame, _) = walk_tb(error.__traceback__)
    path = Path(frame.f_code.co_filename)
    is_own = path.is_relative_to(PROJECT / "claims")
    return path.relative_to(PROJECT).as_posix() if is_own else ""


def _is_of_shape(error: BaseException) -> bool:
    return any(it in str(error) for it in ("shape", "size", "dimension"))
