"""A matrix that is multiplied by twice, to no other effect."""

from typing import Any


def patch(module: Any) -> Any:
    """Put what enters through it a second time, and leave that unused."""
    multiply = type(module).forward

    def again(one: Any, args: tuple[Any, ...], _: Any) -> None:
        multiply(one, *args)

    module.register_forward_hook(again)
    return module
