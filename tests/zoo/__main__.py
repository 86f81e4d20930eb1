"""`make zoo`: inspect the whole zoo and write its confusion tables to `claims/zoo.toml`."""

import sys
import tempfile
from pathlib import Path

from tests.zoo.confusion import confusion, write
from tests.zoo.test_zoo import forget
from tests.zoo.zoo import TRUTHS, inspected


def main() -> None:
    """Inspect each architecture in turn, and let go of its models."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in TRUTHS:
            found[kind] = inspected(kind, Path(folder) / kind)
            forget()
            sys.stdout.write(f"{kind}\n")
    write(confusion(found))


if __name__ == "__main__":
    main()
