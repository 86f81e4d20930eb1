"""What a process remembers of files that it has read, and has to read anew once they are saved."""

import sys


def forget() -> None:
    """Let everything of the package that is remembered be found out anew when it is asked for."""
    for name, module in list(sys.modules.items()):
        if name.startswith("claims."):
            for it in list(vars(module).values()):
                if callable(clear := getattr(it, "cache_clear", None)):
                    clear()
