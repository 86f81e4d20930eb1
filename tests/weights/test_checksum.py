"""The checksum is CRC-32C as its standard has it, masked as TensorFlow does."""

import re

import pytest

from claims._checkpoints.weights.checksum import masked_crc32c
from claims._core.discovery import load_all


def unmasked(digits):
    """Take off the mask, as TensorFlow's reader does."""
    turned = (int(digits, 16) - 0xA282EAD8) % 2**32
    return (turned >> 17 | turned << 15) % 2**32


# RFC 3720, B.4, and the check value of the catalogue of CRCs.
@pytest.mark.parametrize(
    "data, expected",
    [
        (b"123456789", 0xE3069283),
        (bytes(32), 0x8A9136AA),
        (b"\xff" * 32, 0x62A8AB43),
        (bytes(range(32)), 0x46DD794E),
        (bytes(range(31, -1, -1)), 0x113FDB5C),
    ],
)
def test_published_values_come_out(data, expected):
    assert unmasked(masked_crc32c([data])) == expected


def test_pieces_add_up_to_the_whole():
    data = bytes(range(256)) * 9
    pieces = [data[at : at + 100] for at in range(0, len(data), 100)]
    assert masked_crc32c(pieces) == masked_crc32c([data])
    assert masked_crc32c(pieces[1:]) != masked_crc32c([data])


def test_what_the_authors_list_can_not_have_is_not_looked_for_in_it():
    """Masks are no parameters, and a tied head is the embeddings once more."""
    claim = load_all()["scale/gpt2_117m_and_124m_are_one_checkpoint"]
    [check] = [it for it in claim.checks if it.reads is not None]
    names = ("h.0.attn.bias", "h.0.attn.masked_bias", "lm_head.weight", "wte.weight", "h.0.ln_1.b")
    assert [it for it in names if re.fullmatch(check.reads.pattern, it)] == [*names[3:]]
