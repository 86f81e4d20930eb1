"""A request as the stand-in understands it, and what the log keeps of one."""

import re
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from attrs import define, field, frozen

Endpoint = Literal["api", "resolve", "cdn", "none"]
_REPO = r"(?P<repo>[^/]+/[^/]+)"
_ROUTES: tuple[tuple[Endpoint, str], ...] = (
    ("api", rf"/api/models/{_REPO}(/(?P<kind>revision|tree)/(?P<rev>[^/]+)(/(?P<file>.+))?)?"),
    ("api", rf"/api/models/{_REPO}/(?P<kind>safetensors-metadata)/(?P<file>.+)"),
    ("cdn", rf"/cdn/{_REPO}/(?P<rev>[^/]+)/(?P<file>.+)"),
    ("resolve", rf"/{_REPO}/resolve/(?P<rev>[^/]+)/(?P<file>.+)"),
)


@define
class Seen:
    """One request and its answer; `sent` counts the body as it is handed to the network."""

    method: str
    path: str
    range: str | None
    authorized: bool
    status: int = 0
    sent: int = 0


@frozen
class Request:
    """Who asks for what: `kind` is the part of the API, `file` may be a folder there."""

    method: str
    endpoint: Endpoint
    path: str
    repo: str = ""
    kind: str | None = None
    revision: str = "main"
    file: str = ""
    query: dict[str, str] = field(factory=dict)
    range: str | None = None
    token: str | None = None


def parse(method: str, target: str, range: str | None, authorization: str | None) -> Request:
    """Sort a request by the first route that its path fits; escapes are undone part by part."""
    split = urlsplit(target)
    query = {key: values[-1] for key, values in parse_qs(split.query).items()}
    token = authorization.removeprefix("Bearer ") if authorization else None
    for endpoint, route in _ROUTES:
        if found := re.fullmatch(route, split.path):
            part = {key: unquote(text) for key, text in found.groupdict().items() if text}
            return Request(
                method,
                endpoint,
                split.path,
                part["repo"],
                part.get("kind"),
                part.get("rev", "main"),
                part.get("file", ""),
                query,
                range,
                token,
            )
    return Request(method, "none", split.path, query=query, token=token)
