"""The same as `claims`, for `python -m`."""

import sys

from claims._surfaces.command_line import app

if __name__ == "__main__":
    sys.exit(app())
