"""What is saved while the first pages are built is followed as soon as they are served."""

import time

from tests.pages.small_site import page
from tests.serving.served import Served
from tests.serving.small_house import small_house

RECORD = "claims/_checkpoints/records/llama-7b.toml"
# A page that is read after the first, and takes its time.
SLOW = "import pathlib, time; pathlib.Path({!r}).touch(); time.sleep(2)"


def test_what_is_saved_before_anything_is_served_is_shown(tmp_path, monkeypatch):
    kept = tmp_path / "kept"
    kept.mkdir()
    monkeypatch.setenv("TMPDIR", str(kept))
    small_house(tmp_path)
    begun = tmp_path / "begun"
    (tmp_path / "docs/all.ipynb").write_text(page(SLOW.format(str(begun)), "", {}))
    with Served(tmp_path, wait=False) as served:
        while not begun.exists():
            assert served.process.poll() is None, served.said
            time.sleep(0.01)
        served.edit("docs/index.md", "Paragraph 3.", "Paragraph three.")
        served.edit(RECORD, "parameters = 6738415616", "parameters = 6738415617")
        served.wait()
        time.sleep(1)
        served.wait_until_checked()
        assert "Paragraph three." in served.get("/")
        assert "6,738,415,617" in served.get("/checkpoints/llama-7b/")
        # Whoever asks it to end is left with nothing of what it kept meanwhile.
        assert len(left(kept)) == 3
        begun.unlink()
        served.save("docs/all.ipynb", page(SLOW.format(str(begun)).replace("(2)", "(9)"), "", {}))
        while not begun.exists():
            time.sleep(0.01)
        served.process.terminate()
        served.process.wait(120)
        assert left(kept) == [*kept.glob("*.json")] == []


def left(folder):
    """The folders that a server keeps."""
    names = ("mkdocs_", "claims-site-", "claims-kernels-")
    return [it for it in folder.iterdir() if it.name.startswith(names)]
