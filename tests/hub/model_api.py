"""The API: what a repository is, its commit, its files, and the headers of all its shards."""

import json
from pathlib import Path
from typing import Any

from tests.hub.answer import Answer, error, of_json
from tests.hub.published import Stored
from tests.hub.request import Request

PAGE = 1000
Files = dict[str, Stored]


def model_info(
    request: Request, files: Files, commit: str, gate: str | bool, private: bool, also: list[str]
) -> Answer:
    """Say what `HfApi.model_info` reads; `also` are names listed that are no files."""
    blobs = request.query.get("blobs", "").lower() in ("true", "1")
    siblings = [_sibling(it, blobs) for it in files.values()]
    siblings += [{"rfilename": name} for name in also]
    owner, _ = request.repo.split("/")
    return of_json(
        {
            "_id": commit[:24],
            "id": request.repo,
            "modelId": request.repo,
            "author": owner,
            "sha": commit,
            "private": private,
            "gated": gate,
            "disabled": False,
            "downloads": 0,
            "likes": 0,
            "tags": [],
            "lastModified": "2024-01-01T00:00:00.000Z",
            "createdAt": "2024-01-01T00:00:00.000Z",
            "siblings": siblings,
        }
    )


def _sibling(it: Stored, blobs: bool) -> dict[str, Any]:
    if not blobs:
        return {"rfilename": it.name}
    return {"rfilename": it.name, "size": it.size, "blobId": it.oid, **it.lfs("sha256")}


def tree(request: Request, files: Files, address: str) -> Answer:
    """List a folder, with what is below it if asked for, a page at a time."""
    under = f"{request.file.strip('/')}/" if request.file else ""
    inside = {name: it for name, it in files.items() if name.startswith(under)}
    if under and not inside:
        return error(404, "EntryNotFound", f"{request.file} does not exist")
    recursive = request.query.get("recursive", "").lower() in ("true", "1")
    rows = _rows(under, inside, recursive)
    begin = int(request.query.get("cursor", "0"))
    end = begin + min(PAGE, int(request.query.get("limit", PAGE)))
    link = {}
    if end < len(rows):
        query = "&".join(f"{key}={text}" for key, text in request.query.items() if key != "cursor")
        link = {"Link": f'<{address}{request.path}?{query}&cursor={end}>; rel="next"'}
    return of_json(rows[begin:end], link)


def _rows(under: str, inside: Files, recursive: bool) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for name, it in inside.items():
        steps = name.removeprefix(under).split("/")
        for depth in range(1, len(steps)):
            if depth == 1 or recursive:
                folder = under + "/".join(steps[:depth])
                rows[folder] = {"type": "directory", "oid": "0" * 40, "size": 0, "path": folder}
        if len(steps) == 1 or recursive:
            entry = {"type": "file", "oid": it.oid, "size": it.size, "path": name}
            rows[name] = entry | it.lfs("oid")
    return list(rows.values())


def headers(request: Request, files: Files) -> Answer:
    """Give the headers of all shards of an index, parsed, and the index without its names.

    As far as `get_sharded_safetensors_metadata` of the hub's library tells what the hub gives.
    """
    if request.file not in files:
        return error(404, "EntryNotFound", f"{request.file} does not exist")
    index = json.loads(files[request.file].path.read_bytes())
    shards = sorted(set(index.pop("weight_map").values()))
    return of_json({"index": index, "headers": {it: _header(files[it].path) for it in shards}})


def _header(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        header: dict[str, Any] = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    return header
