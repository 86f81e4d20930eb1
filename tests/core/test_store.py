"""What lies in the store: the results of the claims that there are, or a sentence on why none."""

import pytest

from claims._core import store
from claims._core.store import Kept


@pytest.mark.parametrize("place", ["build", "build/results", "build/results/a"])
def test_a_file_where_a_folder_belongs_is_named_with_what_to_do(tmp_path, place):
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / place).write_text("")
    with pytest.raises(NotADirectoryError) as raised:
        store.write(Kept({"id": "a/one"}, (), ()), tmp_path / "build/results")
    told = "expected a folder for one.json, found a file: move it or remove it"
    assert str(raised.value) == f"{tmp_path / place}: {told}"


def test_the_results_of_claims_that_are_gone_are_removed(tmp_path):
    for name in ("a/one", "a/two", "b/three"):
        store.write(Kept({"id": name}, (), ()), tmp_path)
    store.keep_only({"a/two"}, tmp_path)
    assert [it.name for it in tmp_path.rglob("*.json")] == ["two.json"]
