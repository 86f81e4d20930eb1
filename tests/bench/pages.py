"""The pages as tests and as a site, beside what plain nbval and plain mkdocs-jupyter take."""

import shutil
import sys
import tempfile
from pathlib import Path

import nbformat

from tests.bench.commands import CLASSES, seconds
from tests.bench.edit import PLAIN, whole
from tests.bench.row import row

NBVAL = (sys.executable, "-m", "pytest", "docs", "--nbval", "-q", "-p", "no:cacheprovider")
# What a kernel prints while it imports is of no account there, so outputs aren't compared.
LAX = tuple(it.replace("--nbval", "--nbval-lax") for it in NBVAL)
BUILD = (sys.executable, "-m", "mkdocs", "build", "--site-dir", "site")


def rows() -> list[dict[str, object]]:
    """Nbval a page, then the site, cold and warm; warm is what every later run is."""
    with tempfile.TemporaryDirectory() as folder:
        ours = whole(Path(folder) / "ours")
        plain = _plain(Path(folder) / "plain")
        empty = _empty(Path(folder) / "empty")
        for it in (plain, empty):
            shutil.copy("pyproject.toml", it)
        cold = seconds(BUILD, ours, cold=True)
        warm = seconds(BUILD, ours)
        baseline = seconds(BUILD, plain)
        count = len(list((ours / "docs").glob("*.ipynb")))
        tested = seconds(NBVAL, ours) / count
        usual = seconds(LAX, plain) / count
        least = seconds(LAX, empty) / count
    beside = "beside plain mkdocs-jupyter with `execute: true`"
    return [
        row("nbval, a page, beside pages that import torch themselves", tested, usual, "0.8 s"),
        row("nbval, a page, beside pages of as many empty cells", tested, least, "0.8 s"),
        row(f"the site, cold, {beside}", cold, baseline),
        row(f"the site, warm, {beside}", warm, baseline),
    ]


def _plain(folder: Path) -> Path:
    """As many pages that anyone might write: each imports what behaviour needs, and prints."""
    whole(folder)
    (folder / "mkdocs.yml").write_text(PLAIN)
    for path in (folder / "docs").glob("*.ipynb"):
        page = nbformat.read(path, as_version=4)
        page.cells = [it for it in page.cells if it.cell_type == "markdown"]
        cell = nbformat.v4.new_code_cell(f"import torch, transformers\n{CLASSES}\nprint(1)")
        page.cells.insert(1, cell)
        nbformat.write(page, path)
    return folder


def _empty(folder: Path) -> Path:
    """As many cells that do nothing: what starting the kernels takes, and asking each cell."""
    whole(folder)
    for path in (folder / "docs").glob("*.ipynb"):
        page = nbformat.read(path, as_version=4)
        for cell in page.cells:
            if cell.cell_type == "code":
                cell.update(source="pass", outputs=[])
        nbformat.write(page, path)
    return folder
