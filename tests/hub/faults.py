"""What a fault is: it spoils answers, for a file or a repository, always or a number of times."""

from threading import Event, Lock

from attrs import define, evolve, field

from tests.hub.answer import Answer, error
from tests.hub.request import Endpoint, Request


@define
class Fault:
    """Spoils answers, `times` often if that is set, then no more; at one endpoint alone if set."""

    times: int | None = field(default=None, kw_only=True)
    at: Endpoint | None = field(default=None, kw_only=True)
    _lock: Lock = field(factory=Lock, init=False, repr=False, eq=False)

    def concerns(self, request: Request) -> bool:
        """Whether a request is one that goes wrong."""
        return self.at in (None, request.endpoint)

    def heard(self, request: Request) -> Request:
        """What the server makes of a request."""
        return request

    def spoils(self, request: Request, answer: Answer) -> bool:
        """Whether an answer is one that goes wrong."""
        return True

    def once_more(self) -> bool:
        """Count one more fault, unless there were as many as there should be."""
        with self._lock:
            if self.times is None:
                return True
            self.times -= 1
            return self.times >= 0

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """What the server answers instead; it may wait, but not beyond the server's end."""
        return answer


@define
class Refusal(Fault):
    """Answers with an error, whatever is asked: a status, and how the hub words it."""

    status: int
    code: str | None = None
    message: str = ""
    retry_after: str | None = None

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """The refusal."""
        wait = {} if self.retry_after is None else {"Retry_After": self.retry_after}
        span = {"Content_Range": "bytes */0"} if self.status == 416 else {}
        return error(self.status, self.code, self.message, **wait, **span)


@define
class EndlessRedirect(Fault):
    """Sends from one address to the next, for ever."""

    def told(self, request: Request, answer: Answer, closing: Event) -> Answer:
        """Another address of the same file."""
        onward = int(request.query.get("again", "0")) + 1
        return Answer(302, {"Location": f"{request.path}?again={onward}"})


@define
class IgnoredRange(Fault):
    """Sends the whole file with 200, whichever part of it was asked for."""

    def heard(self, request: Request) -> Request:
        """The request without its range."""
        return evolve(request, range=None)


def unauthorized() -> Refusal:
    """A server that lets nobody in and doesn't say why."""
    return Refusal(401)


def gated() -> Refusal:
    """A gate that stays closed, to any token."""
    return Refusal(403, "GatedRepo", "Access to this model is restricted.")


def no_repository() -> Refusal:
    """A repository that is gone."""
    return Refusal(404, "RepoNotFound", "Repository not found")


def no_file() -> Refusal:
    """A file that is gone."""
    return Refusal(404, "EntryNotFound", "Entry not found")


def unsatisfiable() -> Refusal:
    """A server that has nothing in any range."""
    return Refusal(416, None, "Range Not Satisfiable")


def too_many(times: int | None, retry_after: int | str | None = 0) -> Refusal:
    """A limit on requests; how long to wait may be a number, a date, or not be said."""
    said = None if retry_after is None else str(retry_after)
    return Refusal(429, None, "Too Many Requests", said, times=times)


def failing(times: int | None, status: int = 503) -> Refusal:
    """A server that is down for some requests."""
    return Refusal(status, None, "Internal Error - We're working hard to fix this", times=times)
