"""Who may read what: missing and private repositories, gates and tokens."""

from attrs import define, field

from tests.hub.answer import Answer, error
from tests.hub.request import Request

_ALWAYS_OPEN = ("README.md", ".gitattributes")


@define
class Access:
    """`gated` maps a repository to `auto` or `manual`, `tokens` a token to what it opens."""

    gated: dict[str, str] = field(factory=dict)
    private: set[str] = field(factory=set)
    tokens: dict[str, set[str]] = field(factory=dict)

    def grant(self, token: str, *repos: str) -> None:
        """Make a token valid, and let it read these repositories."""
        self.tokens.setdefault(token, set()).update(repos)

    def refused(self, request: Request, exists: bool) -> Answer | None:
        """Refuse as the hub does; that a private repository exists is not given away."""
        if request.token is not None and request.token not in self.tokens:
            return error(401, None, "Invalid credentials in Authorization header")
        repo = request.repo
        opened = repo in self.tokens.get(request.token or "", ())
        if not exists or (repo in self.private and not opened):
            if request.token is None:
                return error(401, "RepoNotFound", "Invalid username or password.")
            return error(404, "RepoNotFound", "Repository not found")
        # A gate closes the files; what files there are stays public.
        closed = request.endpoint == "resolve" and request.file not in _ALWAYS_OPEN
        return self._gate(request) if closed and repo in self.gated and not opened else None

    def _gate(self, request: Request) -> Answer:
        what = f"Access to model {request.repo} is restricted"
        if request.token is None:
            words = "You must have access to it and be authenticated to access it."
            return error(401, "GatedRepo", f"{what}. {words} Please log in.")
        words = "and you are not in the authorized list. Visit its page to ask for access."
        return error(403, "GatedRepo", f"{what} {words}")
