"""What a check on the real weights reads, declared so that its cost is known before."""

from collections.abc import Callable
from typing import TypeVar

from attrs import frozen

Function = TypeVar("Function", bound=Callable[..., object])


@frozen
class Reads:
    """Tensors by a regular expression of their whole published names, perhaps the first rows."""

    pattern: str
    rows: int | None = None


def reads(pattern: str, *, rows: int | None = None) -> Callable[[Function], Function]:
    """Declare which tensors a check reads, and whether the first rows of each are enough."""

    def declare(function: Function) -> Function:
        function.reads = Reads(pattern, rows)  # type: ignore[attr-defined]
        return function

    return declare
