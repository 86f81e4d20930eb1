"""The pages that ours are timed beside are pages that pass; a baseline that fails is none."""

from tests.bench.commands import seconds
from tests.bench.pages import LAX, _plain


def test_a_plain_page_passes_nbval(tmp_path):
    plain = _plain(tmp_path / "plain")
    first, *others = sorted((plain / "docs").glob("*.ipynb"))
    for it in others:
        it.unlink()
    assert first.is_file()
    assert seconds(LAX, plain) > 0
