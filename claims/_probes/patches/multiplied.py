"""Position vectors that stretch the token embeddings instead of being added to them."""

from typing import Any


def patch(module: Any) -> Any:
    """Let GPT-2's decoder put in t + t·p, where p is its position vector, instead of t + p."""
    seen: dict[str, Any] = {}

    def remember(_: Any, __: Any, tokens: Any) -> None:
        seen["tokens"] = tokens

    def multiply(_: Any, __: Any, positions: Any) -> Any:
        return seen["tokens"] * positions

    module.wte.register_forward_hook(remember)
    module.wpe.register_forward_hook(multiply)
    return module
