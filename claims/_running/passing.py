"""What stands in for parts of a model that are not in memory while the others run."""

from dataclasses import dataclass, field
from typing import Any

import torch  # whatever imports this module runs models

from claims._core.errors import Refused


class Reached(Exception):
    """Carries nothing out of a model but that its last block was reached."""


@dataclass
class Call:
    """What a model hands each of its blocks besides the hidden state."""

    positional: tuple[Any, ...] = ()
    named: dict[str, Any] = field(default_factory=dict)


class Passing(torch.nn.Module):
    """Hands on what it is given, or at the end what has been computed; notes how it was called."""

    def __init__(self, block: Any) -> None:
        super().__init__()
        # Not a child: its tensors are read and run elsewhere.
        object.__setattr__(self, "_block", block)
        self.call = Call()
        self.stops = False
        self.given: torch.Tensor | None = None
        self.made: torch.Tensor | None = None

    def __getattr__(self, name: str) -> Any:
        try:
            return super().__getattr__(name)
        except AttributeError:
            # Some models ask a block which kind of attention it has.
            return getattr(self.__dict__["_block"], name)

    def __deepcopy__(self, _: dict[int, Any]) -> "Passing":
        return Passing(self.__dict__["_block"])

    def forward(self, hidden_states: torch.Tensor, *positional: Any, **named: Any) -> torch.Tensor:
        """Pass it on."""
        if hidden_states.dim() != 3:
            kind = type(self.__dict__["_block"]).__name__
            words = f"{kind}: expected a block that hands on one tensor of windows × tokens × width"
            raise Refused(f"{words}, measured {list(hidden_states.shape)} between two")
        self.given, self.call = hidden_states, Call(positional, named)
        if self.stops:
            raise Reached
        return hidden_states if self.made is None else self.made


class Blank(torch.nn.Module):
    """Gives noughts for tokens, where what comes of them is no longer looked at."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """As many as an embedding has numbers."""
        return torch.zeros(*tokens.shape, self.width)
