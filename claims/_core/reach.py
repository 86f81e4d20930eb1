"""Which files of the package a claim reaches: by import, and by what its run has touched."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from claims._core.discovery import PACKAGE

# Whatever a claim is, these decide what its result says: how it is run, and what it may cite.
CORE, BIBLIOGRAPHY = "_core", "sources.toml"
# Every run reads records through these, and no claim names them.
RECORDS = ("_checkpoints/record.py", "_checkpoints/catalogue.py")
# What these import beyond that is for other authors, or for records from elsewhere.
AUTHORS = "__init__.py"
# How a file beside a module looks where it is named.
FILE = re.compile(r"[\w-]{1,50}\.\w{1,10}")
# What imports a module by a name that only a run knows.
BY_NAME = re.compile(r"\b(import_module|__import__)\b")
# What may do that, or ask for a library's version without importing it.
UNTOLD = re.compile(r"\b(importlib|__import__)\b")
ALONE = (AUTHORS, "_checkpoints/source.py", "_checkpoints/selection.py")


def reached(roots: Iterable[str]) -> frozenset[str]:
    """All files that these reach, as paths in the package; the core is always among them."""
    core = (path.relative_to(PACKAGE).as_posix() for path in (PACKAGE / CORE).glob("*.py"))
    return closure([*RECORDS, *roots], {*ALONE, BIBLIOGRAPHY, *core})


def closure(roots: Iterable[str], besides: Iterable[str] = ()) -> frozenset[str]:
    """These files and all that they reach by import; of what is `besides`, itself alone."""
    found, left = set(besides), list(roots)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += _direct(name)
    return frozenset(found)


def libraries_in(modules: Iterable[str], known: Iterable[str]) -> set[str]:
    """Which of the known libraries modules import; all, where nobody can tell from their text."""
    files = [it for it in modules if it.endswith(".py") and (PACKAGE / it).is_file()]
    if any(UNTOLD.search((PACKAGE / it).read_text(encoding="utf-8")) for it in files):
        return set(known)
    named = (it for name in files for it in _imported(_tree(name).body, name))
    return {it.partition(".")[0] for it in named} & set(known)


def look_ahead() -> None:
    """Read every module of the package once, as finding out what claims reach will do."""
    for path in PACKAGE.rglob("*.py"):
        _direct(_named(path))


@cache
def _direct(name: str) -> frozenset[str]:
    """What a file imports anywhere in it, with the packages around that and the data beside it."""
    path = PACKAGE / name
    if path.suffix != ".py" or not path.is_file():
        return frozenset()
    try:
        tree = _tree(name)
    except SyntaxError:
        return frozenset()  # nothing has run it; when it is mended, it is another file
    found = {file for it in _imported(tree.body, name) for file in _files(it)}
    if name.startswith("_"):  # a claim is run by its path, and its section's words say nothing
        found.update(_files(".".join(("claims", *path.relative_to(PACKAGE).with_suffix("").parts))))
    elif BY_NAME.search(path.read_text(encoding="utf-8")):
        found.update(_named(it) for it in PACKAGE.rglob("*.py"))  # whatever that may be
    return frozenset(found | set(_beside(tree, path)))


def _beside(tree: ast.Module, path: Path) -> Iterator[str]:
    """The files beside a module that it names, but for other modules: it reads them."""
    for node in ast.walk(tree) if _has_data(path.parent) else ():
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and FILE.fullmatch(text):
            file = path.with_name(text)
            if file.suffix != ".py" and file.is_file():
                yield _named(file)


@cache
def _has_data(folder: Path) -> bool:
    """Whether a folder has anything but modules; most have none, and needn't be searched for."""
    return any(it.is_file() and it.suffix not in (".py", ".pyc") for it in folder.iterdir())


def _tree(name: str) -> ast.Module:
    return ast.parse((PACKAGE / name).read_text(encoding="utf-8"))


def _imported(body: Iterable[ast.AST], name: str) -> Iterator[str]:
    """The dotted names below the package that statements import; of a type nothing runs."""
    for node in body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from _imported(node.orelse, name)
        elif isinstance(node, ast.Import):
            for it in node.names:
                yield it.name
                # Where the package itself gets a name, whatever it has may be asked by that.
                if it.name == "claims" or not it.asname:
                    yield f"{it.name.partition('.')[0]}.*"
        elif isinstance(node, ast.ImportFrom):
            module = _absolute(node, name)
            yield from (f"{module}.{it.name}" for it in node.names)
        elif not isinstance(node, ast.expr):
            yield from _imported(ast.iter_child_nodes(node), name)


def _absolute(node: ast.ImportFrom, name: str) -> str:
    """The module that names are imported from, also where it is told from here."""
    if not node.level:
        return node.module or ""
    here = ("claims", *Path(name).parts)[: -node.level]
    return ".".join((*here, *([node.module] if node.module else ())))


def _files(dotted: str) -> Iterator[str]:
    """The files behind a dotted name: a module, or one that has it, and the packages around."""
    root, *parts = dotted.split(".")
    if root != "claims":
        return
    if len(parts) == 1 and not (PACKAGE / parts[0]).is_dir():
        yield from _behind(parts[0])
        return
    for length in range(1, len(parts) + 1):
        place = PACKAGE.joinpath(*parts[:length])
        for file in (place / "__init__.py", place.with_suffix(".py")):
            if file.is_file():
                yield _named(file)


@cache
def _behind(word: str) -> frozenset[str]:
    """The files behind a word that authors import: they all pass through one that imports all.

    That one itself is always reached; importing what a claim doesn't name changes no result.
    """
    found: set[str] = set()
    for node in _tree(AUTHORS).body:
        if isinstance(node, ast.ImportFrom):
            names = {it.asname or it.name: f"{node.module}.{it.name}" for it in node.names}
            wanted = names.values() if word == "*" else filter(None, [names.get(word)])
            found.update(file for it in wanted for file in _files(it))
        elif isinstance(node, ast.Assign) and word in {ast.unparse(it) for it in node.targets}:
            used = {it.id for it in ast.walk(node.value) if isinstance(it, ast.Name)}
            found.update(file for it in used for file in _behind(it))
    return frozenset(found)


def _named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()
