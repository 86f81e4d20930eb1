"""What can go wrong at a server, each way selectable for a file or a repository."""

from threading import Event

from attrs import define

from tests.hub.answer import Answer
from tests.hub.request import Request


@define
class Fault:
    """Spoils answers, `times` often if that is set, then no more; `at` one endpoint alone."""

    times: int | None = None
    at: str | None = None

    def concerns(self, request: Request) -> bool:
        """Whether a request is one that goes wrong."""
        return self.at in (None, request.endpoint)

    def heard(self, request: Request) -> Request:
        """What the server makes of a request."""
        return request

    def spoils(self, answer: Answer) -> bool:
        """Whether an answer is one that goes wrong."""
        return True

    def once_more(self) -> bool:
        """Count one more fault, unless there were as many as there should be."""
        if self.times is None:
            return True
        self.times -= 1
        return self.times >= 0

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """What the server answers instead."""
        return answer
