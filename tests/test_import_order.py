"""Imports run one way; a rule that is only written down is soon broken."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "claims"
# What a folder may import of the project, besides itself: all that stands before it.
ORDER = [
    "_core",
    "_checkpoints",
    "_probes/models",
    "_probes/fitting",
    "_probes/watching",
    "_probes",
    "_running",
    "_stand_ins",
    "_inspection",
    "__init__",
    "<section>",
    "_views",
    "_pages",
    "_editing",
    "_surfaces",
]
# Only these, a folder and a file, know the tool that they serve.
EDGES = {"pytest": "_surfaces/pytest_plugin/", "mkdocs": "_surfaces/site/"}


def imports(text):
    """Every module that a file imports, at its top or in a function, with the line."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def place(parts):
    """Where a dotted name inside the package, or a path, stands in the order."""
    first = parts[0] if parts else "__init__"
    for folder in ("/".join(parts[:2]), first.removesuffix(".py")):
        if first.startswith("_") and folder in ORDER:
            return ORDER.index(folder)
    known = (PACKAGE / first).is_dir()
    return ORDER.index("<section>" if known else "__init__")


def violations(path, text):
    """Imports that point forward, to another surface, or to a tool that its surface alone knows."""
    inside = path.parts
    for name, line in imports(text):
        root, *rest = name.split(".")
        if root in EDGES and not path.as_posix().startswith(EDGES[root]):
            yield f"{path}:{line} knows {root}"
        if root != "claims":
            continue
        forward = place(rest) > place(inside)
        surface = inside[1].removesuffix(".py") if inside[0] == "_surfaces" else ""
        across = surface and rest[:1] == ["_surfaces"] and rest[1:2] not in ([], [surface])
        if forward or across:
            yield f"{path}:{line} imports {name}"


def test_every_import_of_the_project_points_back():
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 30
    found = [it for path in files for it in violations(path.relative_to(PACKAGE), path.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "path, text",
    [
        ("_core/claim.py", "from claims._checkpoints.catalogue import checkpoint"),
        ("_core/claim.py", "from claims import claim"),
        ("_checkpoints/record.py", "def f():\n    import claims._probes.rotation"),
        ("_probes/rotation.py", "from claims import Behaviour"),
        ("_probes/models/model.py", "from claims._probes.rotation import measure"),
        ("_probes/models/model.py", "from claims._probes.watching.anatomy import anatomy"),
        ("_probes/rotation.py", "from claims._running.streaming import streamed"),
        ("_running/text.py", "from claims._stand_ins.tokens import TEXT"),
        ("__init__.py", "from claims._surfaces import page"),
        ("position_encoding/x.py", "from claims._views.card import card"),
        ("_surfaces/page.py", "from claims._surfaces.command_line import app"),
        ("_surfaces/command_line/show.py", "from claims._surfaces.page import show_claim"),
        ("_core/evaluate.py", "import pytest"),
        ("_pages/links.py", "from mkdocs.plugins import event_priority"),
    ],
)
def test_an_import_that_points_forward_is_found(path, text):
    assert list(violations(Path(path), text))


def test_an_import_that_points_back_is_left_alone():
    assert not list(violations(Path("_surfaces/page.py"), "from claims._core.claim import Claim"))


def test_the_files_of_one_surface_may_know_each_other():
    path = Path("_surfaces/command_line/show.py")
    assert not list(violations(path, "from claims._surfaces.command_line.app import app"))
