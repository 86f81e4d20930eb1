"""The pages that ours are timed beside are pages that pass; a baseline that fails is none."""

import pytest

from tests.bench.commands import seconds
from tests.bench.pages import LAX, _empty, _plain


@pytest.mark.parametrize("made", [_plain, _empty])
def test_a_page_to_compare_with_passes_nbval(tmp_path, made):
    plain = made(tmp_path / "made")
    first, *others = sorted((plain / "docs").glob("*.ipynb"))
    for it in others:
        it.unlink()
    assert first.is_file()
    assert seconds(LAX, plain) > 0
