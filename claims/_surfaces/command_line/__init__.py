"""`claims` on the command line, one file a command."""

from claims._surfaces.command_line import (
    accept,
    export,
    inspect,
    list_claims,
    record,
    refresh,
    show,
    survey,
    verify,
    watch,
)
from claims._surfaces.command_line.app import app

__all__ = [
    "accept",
    "app",
    "export",
    "inspect",
    "list_claims",
    "record",
    "refresh",
    "show",
    "survey",
    "verify",
    "watch",
]
