"""As many tests as config and tensors alone decide, none of which does anything: pytest's cost.

No run of the tests collects it, since its name doesn't begin with `test_`.
"""

import pytest

CASES = 710


@pytest.mark.parametrize("case", range(CASES))
def test_nothing(case: int) -> None:
    """Do nothing."""
