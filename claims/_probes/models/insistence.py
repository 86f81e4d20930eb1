"""Running a model in float64 though a part of it insists on float32: the one passes for the other.

GPT-2's upcast attention makes its scores in float32 and refuses any other; some routers take what
enters them as float32 to matrices that are float64.
"""

import inspect
from typing import Any


def wrapped(module: Any) -> Any:
    """Let a model run with float64 wherever its code speaks of float32."""
    import torch
    from torch.overrides import TorchFunctionMode

    single, double = torch.float32, torch.float64

    def meant(value: Any) -> Any:
        return double if value is single else value

    class AsSingle(TorchFunctionMode):
        def __torch_function__(self, func: Any, _: Any, args: Any = (), kwargs: Any = None) -> Any:
            if func is torch.Tensor.float:
                return args[0].double()
            named = {key: meant(it) for key, it in (kwargs or {}).items()}
            made = func(*map(meant, args), **named)
            # What asks for a precision is told what it wants to hear.
            return single if made is double else made

    run = module.forward

    def forward(*args: Any, **named: Any) -> Any:
        with AsSingle():
            return run(*args, **named)

    # Which arguments a model takes is read off its own signature.
    forward.__signature__ = inspect.signature(run)  # type: ignore[attr-defined]
    module.forward = forward
    return module
