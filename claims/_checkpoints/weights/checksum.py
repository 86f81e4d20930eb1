"""The checksum that TensorFlow's checkpoints list for each tensor: CRC-32C, masked."""

from collections.abc import Iterable

_BITS = 2**32
# TensorFlow's crc32c.h turns the sum round by 15 bits and adds this, so that a checksum of data
# that holds checksums stays a good one.
_MASK = 0xA282EAD8


def masked_crc32c(pieces: Iterable[bytes]) -> str:
    """Give the masked CRC-32C of bytes that come piece by piece, as 8 hexadecimal digits."""
    from google_crc32c import Checksum

    sum_ = Checksum()
    for piece in pieces:
        sum_.update(piece)
    plain = int.from_bytes(sum_.digest(), "big")
    turned = (plain >> 15 | plain << 17) % _BITS
    return f"{(turned + _MASK) % _BITS:08x}"
