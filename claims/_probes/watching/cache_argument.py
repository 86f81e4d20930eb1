"""What a module of transformers calls the keys and values of the tokens before."""

import inspect
from typing import Any


def cache_argument(module: Any) -> str:
    """The name under which it takes them: `cache`, or `past_key_values` before transformers 5.24.

    The old name still works in 5.24 and warns of its end, which is an error in a test.
    """
    takes = inspect.signature(module.forward).parameters
    return "cache" if "cache" in takes else "past_key_values"
