"""What a process remembers of files that it has read, and has to read anew once they are saved."""

import sys

# Those that read data, or draw what was read.
READERS = ("claims._core.", "claims._checkpoints.", "claims._views.")


def forget() -> None:
    """Let everything of the package that is remembered be found out anew when it is asked for."""
    for name, module in list(sys.modules.items()):
        if name.startswith(READERS):
            for it in list(vars(module).values()):
                if callable(clear := getattr(it, "cache_clear", None)):
                    clear()
