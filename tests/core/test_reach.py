"""Which files a claim reaches by import: every way to write one, and nothing that is only named."""

import pytest

from claims._core import reach

FILES = {
    "__init__.py": "from claims._a.of import Of, T as Also\nfrom claims._b import it\nmade = Of(1)",
    "_a/__init__.py": "",
    "_a/of.py": "from claims._a import deep",
    "_a/deep.py": "",
    "_b/__init__.py": "",
    "_b/it.py": "def f():\n    if 1:\n        import claims._b.late as late",
    "_b/late.py": f"TABLE = 'late.toml', 'missing.toml', 'it.py', '{'a.b ' * 999}'",
    "_b/late.toml": "",
    "_b/typed.py": "",
    "_b/broken.py": "def",
    "s/__init__.py": "",
    "s/_beside.py": "",
    "s/claim.py": "",
}


@pytest.fixture
def reached(tmp_path, monkeypatch):
    """What a claim of this text reaches in a package of these files, besides what all do."""
    monkeypatch.setattr(reach, "PACKAGE", tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    def of(text):
        (tmp_path / "s/claim.py").write_text(text)
        reach._direct.cache_clear()
        reach._behind.cache_clear()
        always = {*reach.ALONE, *reach.RECORDS, reach.BIBLIOGRAPHY, "s/claim.py"}
        return set(reach.reached(["s/claim.py"])) - always

    yield of
    reach._direct.cache_clear()
    reach._behind.cache_clear()


A, B = "_a/__init__.py", "_b/__init__.py"
LATE = {B, "_b/late.py", "_b/late.toml"}
WAYS = {
    "from claims import Of": {A, "_a/of.py", "_a/deep.py"},
    "from claims import Of as Other": {A, "_a/of.py", "_a/deep.py"},
    "from claims import Also": {A, "_a/of.py", "_a/deep.py"},
    "from claims import made": {A, "_a/of.py", "_a/deep.py"},
    "from claims import it": {*LATE, "_b/it.py"},
    "from claims._b import it": {*LATE, "_b/it.py"},
    "import claims._b.it as other": {*LATE, "_b/it.py"},
    "import claims._b.late as other": LATE,
    "def f():\n    from claims._b import late": LATE,
    "try:\n    1\nexcept ValueError:\n    from claims._b import late": LATE,
    "class A:\n    from claims._b import late": LATE,
    "from claims.s._beside import x": {"s/__init__.py", "s/_beside.py"},
    "from ._beside import x": {"s/__init__.py", "s/_beside.py"},
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from claims._b import typed": set(),
    "if TYPE_CHECKING:\n    1\nelse:\n    from claims._b import late": LATE,
    "from claims._b import broken": {B, "_b/broken.py"},
    "import torch": set(),
    "from claims import Unknown": set(),
}


@pytest.mark.parametrize("text, files", WAYS.items(), ids=[it.splitlines()[-1] for it in WAYS])
def test_a_claim_reaches_what_it_imports(reached, text, files):
    assert reached(text) == files


ALL = ["from claims import *", "import claims", "import claims as c", "import claims._b.late"]


@pytest.mark.parametrize("text", ALL)
def test_what_gives_all_to_a_claim_reaches_all(reached, text):
    assert reached(text) >= {"_a/deep.py", "_b/late.py", "_b/it.py"}


@pytest.mark.parametrize("way", ["import importlib\nimportlib.import_module(", "__import__("])
def test_what_imports_by_a_name_that_only_a_run_knows_reaches_every_module(reached, way):
    modules = {it for it in FILES if it.endswith(".py")}
    assert modules - {"__init__.py", "s/claim.py"} <= reached(f"{way}'claims._b.' + 'late')")


LIBRARIES = {
    "import torch.nn": {"torch"},
    "def f():\n    from transformers import x": {"transformers"},
    "from torch import x\nimport transformers": {"torch", "transformers"},
    "from importlib.metadata import version": {"torch", "transformers"},
    "__import__('torch')": {"torch", "transformers"},
    "'torch'": set(),
}


@pytest.mark.parametrize("text, libraries", LIBRARIES.items())
def test_the_libraries_of_a_module_are_those_that_it_imports(reached, text, libraries):
    reached(text)
    files = ["s/claim.py", "_b/late.toml", "s/gone.py"]
    assert reach.libraries_in(files, ("torch", "transformers")) == libraries
