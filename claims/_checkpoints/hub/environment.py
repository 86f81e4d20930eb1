"""What the environment says of the way to the hub, looked at before the first request.

The hub library and its transport break on a token, an address or a proxy that can't be one, each in
its own way and some as early as on import, and none of them says which variable it was.
"""

import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies_environment

from claims._checkpoints.hub.failure import WrongEnvironment

TOKENS = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")
ENDPOINT = "HF_ENDPOINT"
WEB = ("http", "https")
# The transport speaks it where this package is there.
SOCKS = ("socks5", "socks5h") if find_spec("socksio") else ()
# Of HTTP_PROXY and its like; what is none of these the transport doesn't look at.
PROXIED = ("http", "https", "all")


def require_environment() -> None:
    """Raise WrongEnvironment for the first variable that can't be what it should."""
    if ENDPOINT in os.environ:
        _require_address(ENDPOINT, os.environ[ENDPOINT], WEB)
    proxies = getproxies_environment()
    for kind in PROXIED:
        if value := proxies.get(kind):
            whole = value if "://" in value else f"http://{value}"
            _require_address(_variable(kind), whole, (*WEB, *SOCKS))
    for name, token in _tokens():
        # The library itself drops what surrounds a token.
        if not re.fullmatch("[!-~]*", token.strip()):
            words = "expected a token of printable ASCII without a space or a line's end in it"
            raise WrongEnvironment(f"{name}: {words}, measured another character")


def _tokens() -> Iterator[tuple[str, str]]:
    """The token that is sent, under the name of where it is from."""
    for name in TOKENS:
        if value := os.environ.get(name):
            yield name, value
            return
    from huggingface_hub import constants

    path = Path(constants.HF_TOKEN_PATH)
    if path.is_file():
        yield str(path), path.read_text(encoding="utf-8", errors="replace")


def _variable(kind: str) -> str:
    """The variable that a kind of proxy is from, as it is spelt: the lower case comes first."""
    lower = f"{kind}_proxy"
    spelt = [it for it in os.environ if it.lower() == lower and os.environ[it]]
    return lower if lower in spelt else spelt[0]


def _require_address(name: str, value: str, schemes: tuple[str, ...]) -> None:
    if wrong := _wrong(value, schemes):
        words = "expected an address such as https://host or https://host:port"
        raise WrongEnvironment(f"{name}: {words}, measured {wrong}")


def _wrong(value: str, schemes: tuple[str, ...]) -> str | None:
    """What keeps a value from being an address, in words that don't quote it."""
    if not value.isprintable() or " " in value:
        return "a space or a control character in it"
    try:
        parts = urlsplit(value)
        host = (parts.hostname or "").encode("idna")
        _ = parts.port
    except ValueError:
        return "a host or a port that can't be one"
    if parts.scheme not in schemes:
        return f"none of {', '.join(f'{it}://' for it in schemes)} at its beginning"
    if not re.fullmatch(rb"[\w.:-]+", host):
        return "no host in it, or one that can't be"
    return None
