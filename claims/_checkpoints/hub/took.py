"""What reading from the hub took."""

from attrs import field, frozen


@frozen
class Took:
    """What reading took: requests, and the bytes of the bodies that answered them.

    A redirect belongs to the request that met it.
    """

    requests: int = 0
    bytes_read: int = 0

    def __add__(self, other: "Took") -> "Took":
        return Took(self.requests + other.requests, self.bytes_read + other.bytes_read)

    def __str__(self) -> str:
        asked = "1 request" if self.requests == 1 else f"{self.requests:,} requests"
        return f"{asked}, {self.bytes_read:,} bytes read"


@frozen
class Counter:
    """Counts while several read at once; what came to nothing counts too.

    What was read of a cache's files is no request, and `cached` has the size of each stretch.
    """

    requests: list[str] = field(factory=list)
    sizes: list[int] = field(factory=list)
    cached: list[int] = field(factory=list)

    @property
    def took(self) -> Took:
        """What was read up to now."""
        return Took(len(self.requests), sum(self.sizes))
