"""What reading a checkpoint takes, counted on the stand-in."""

from pathlib import Path
from unittest.mock import patch

from huggingface_hub import constants

from claims._checkpoints.catalogue import Checkpoint
from claims._checkpoints.hub.repository import mirror
from tests.hub.server import serving
from tests.hub.true_size import place


def cost(checkpoint: Checkpoint, room: Path) -> dict[str, int]:
    """Count the requests and the bytes of bodies of one checkpoint at its true size."""
    place(room / "hub", checkpoint.id)
    with serving(room / "hub") as hub, patch.object(constants, "ENDPOINT", hub.url):
        read = mirror(checkpoint.hub, None, room / "here" / checkpoint.id)
    return {"requests": read.requests, "bytes_read": read.bytes_read}
