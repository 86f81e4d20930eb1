"""The hub's behaviour, without the network: a request in, an answer out."""

import hashlib
from pathlib import Path
from threading import Event

from attrs import define, field

from tests.hub import model_api
from tests.hub.access import Access
from tests.hub.answer import Answer, error, of_bytes, of_file
from tests.hub.faults import Fault
from tests.hub.published import Stored, files_of
from tests.hub.request import Request, Seen

NO_PAGE = error(404, None, "Sorry, we can't find the page you are looking for.")


@define(slots=False)
class Hub:
    """Folders `owner/name` under a root, served as repositories.

    `faults` is by `owner/name/file` or by `owner/name`. `revisions` gives a repository other
    names of its commit than `main` has; `commits` says which commit that is. `listed` adds names
    to the list of files that no file could have. `lists_headers` is false for a mirror of the hub:
    it alone has the endpoint with the headers of all shards.
    """

    root: Path
    url: str = ""
    cdn: str = ""
    log: list[Seen] = field(factory=list)
    faults: dict[str, Fault] = field(factory=dict)
    access: Access = field(factory=Access)
    commits: dict[str, str] = field(factory=dict)
    revisions: dict[str, set[str]] = field(factory=dict)
    listed: dict[str, list[str]] = field(factory=dict)
    lists_headers: bool = True
    closing: Event = field(factory=Event)

    def commit(self, repo: str) -> str:
        """The commit that a repository is at."""
        return self.commits.get(repo) or hashlib.sha1(repo.encode()).hexdigest()

    def answer(self, request: Request) -> Answer:
        """Answer well, unless a fault is set for what is asked."""
        fault = self.faults.get(f"{request.repo}/{request.file}") or self.faults.get(request.repo)
        if fault is None or not fault.concerns(request):
            return self._well(request)
        answer = self._well(fault.heard(request))
        if not fault.spoils(request, answer) or not fault.once_more():
            return self._well(request)
        return fault.told(request, answer, self.closing)

    def _well(self, request: Request) -> Answer:
        files = files_of(self.root, request.repo) if request.repo else None
        if request.endpoint == "none":
            return NO_PAGE
        if request.endpoint == "cdn":
            return self._from_cdn(request, files or {})
        refused = self.access.refused(request, files is not None)
        if refused or files is None:
            return refused or error(404, "RepoNotFound", "Repository not found")
        commit = self.commit(request.repo)
        if request.revision not in {"main", commit, *self.revisions.get(request.repo, ())}:
            return error(404, "RevisionNotFound", f"Invalid rev id: {request.revision}")
        if request.endpoint == "resolve":
            return self._resolve(request, files, commit)
        return self._api(request, files, commit)

    def _api(self, request: Request, files: dict[str, Stored], commit: str) -> Answer:
        if request.kind == "tree":
            return model_api.tree(request, files, self.url)
        if request.kind == "safetensors-metadata":
            return model_api.headers(request, files) if self.lists_headers else NO_PAGE
        gate = self.access.gated.get(request.repo, False)
        private = request.repo in self.access.private
        also = self.listed.get(request.repo, [])
        return model_api.model_info(request, files, commit, gate, private, also)

    def _resolve(self, request: Request, files: dict[str, Stored], commit: str) -> Answer:
        at = {"X-Repo-Commit": commit}
        it = files.get(request.file)
        if it is None:
            missing = error(404, "EntryNotFound", "Entry not found")
            return Answer(404, missing.headers | at, missing.body, missing.length)
        linked = {"X-Linked-Size": str(it.size), "X-Linked-ETag": f'"{it.etag}"'}
        if it.large:
            where = f"{self.cdn}/cdn/{request.repo}/{commit}/{request.file}?Signature=0"
            told = at | linked | {"Location": where, "Accept-Ranges": "bytes"}
            return of_bytes(302, f"Found. Redirecting to {where}".encode(), told)
        told = at | {"ETag": f'"{it.etag}"', "Accept-Ranges": "bytes"}
        return of_file(it.path, request.range, told | {"Content-Type": "text/plain"})

    def _from_cdn(self, request: Request, files: dict[str, Stored]) -> Answer:
        """Serve what was redirected here; it knows no tokens, as the address itself is signed."""
        it = files.get(request.file)
        if it is None:
            return error(403, None, "AccessDenied")
        told = {"ETag": f'"{it.etag}"', "Accept-Ranges": "bytes"}
        return of_file(it.path, request.range, told | {"Content-Type": "binary/octet-stream"})
