"""An attention that skips the rotation: on one layer's, the other layers go on turning."""

from typing import Any


def patch(module: Any) -> Any:
    """Give the module cosines of 1 and sines of 0 in place of those that it is handed."""
    import torch

    def skip(_: Any, args: tuple[Any, ...], given: dict[str, Any]) -> Any:
        cosines, sines = given["position_embeddings"]
        given["position_embeddings"] = torch.ones_like(cosines), torch.zeros_like(sines)
        return args, given

    module.register_forward_pre_hook(skip, with_kwargs=True)
    return module
