"""Notebook pages: executing them, storing what they put out, and finding what is missing."""

from pathlib import Path
from typing import Any

from claims._core.atomic import write_text
from claims._core.errors import Refused
from claims._pages.cells import misleads
from claims._pages.page import cells, notebooks, source

__all__ = ["notebooks", "problems", "refresh", "switched_off"]

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
# A page whose results are stale runs its checks; that takes seconds, a hang takes longer.
TIMEOUT = 600
# How nbval's comments and tags begin; the second of each is its old name.
MARKERS = ("NBVAL_", "PYTEST_VALIDATE_")
OFF = "switches a check off, by a comment or a tag"
MARKERS_AS_TAGS = ("nbval-", "pytest-validate-")


class CellFailed(Refused):
    """A page's cell that raised; names the page and what was raised."""


def refresh(path: Path) -> bool:
    """Execute a page and store its outputs; hands back whether that changed the file."""
    # Half a second that no other command should wait for.
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    cells(path)  # refuses a half-written file by its line
    before = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(before, as_version=4)
    normalise(notebook)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
    )
    try:
        client.execute(cwd=str(path.parent.resolve()))
    except CellExecutionError as error:
        raise CellFailed(f"{path}: a cell raised {error.ename}: {error.evalue}") from None
    normalise(notebook)
    after: str = nbformat.writes(notebook) + "\n"
    if after != before:
        write_text(path, after)
    return after != before


def normalise(notebook: Any) -> None:
    """Leave out what differs from run to run or from machine to machine, and is no result."""
    notebook.metadata.clear()
    notebook.metadata.update(kernelspec=KERNEL, language_info={"name": "python"})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number:02}"
        cell.metadata.pop("execution", None)


def problems(path: Path) -> list[str]:
    """What nbval would let pass, and cells that a page would draw otherwise than they ran."""
    found = []
    for number, cell in enumerate(cells(path), 1):
        if not source(cell).strip() and not cell["outputs"]:
            continue  # an editor leaves such a cell where one was begun; no kernel runs it
        kinds = {output["output_type"] for output in cell["outputs"]}
        streams = {output.get("name") for output in cell["outputs"]}
        wrong = [
            (cell["execution_count"] is None, "was never executed"),
            (not cell["outputs"], "has no stored output"),
            ("error" in kinds, "has an error stored"),
            ("stderr" in streams, "has warnings stored (stderr)"),
            (_switches_off(cell), OFF),
            (not all(map(_is_text, cell["outputs"])), "has stored more than text"),
            (misleads(source(cell)), "shows a view otherwise than by one call on its last line"),
        ]
        found += [f"{path.name}: code cell {number} {what}" for is_so, what in wrong if is_so]
    return found


def switched_off(path: Path) -> list[str]:
    """A line for each cell that is left out where the others are executed and compared."""
    off = (number for number, cell in enumerate(cells(path), 1) if _switches_off(cell))
    return [f"{path.name}: code cell {number} {OFF}" for number in off]


def _switches_off(cell: dict[str, Any]) -> bool:
    """Whether a cell holds anything that nbval or nbclient reads as `don't look`."""
    tags = {str(it).lower().replace("_", "-") for it in cell["metadata"].get("tags") or []}
    marked = tags & {"raises-exception", "skip-execution"} or any(
        it.startswith(MARKERS_AS_TAGS) for it in tags
    )
    return bool(marked) or any(it in source(cell) for it in MARKERS)


def _is_text(output: dict[str, Any]) -> bool:
    """Whether a test can compare an output and a page can show it; an error is told of apart."""
    if output["output_type"] in ("stream", "error"):
        return True
    return set(output.get("data", {})) == {"text/plain"}
