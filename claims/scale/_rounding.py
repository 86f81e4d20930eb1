"""When a rounded figure holds of an exact count."""


def holds(stated: int, exact: int, digit: int) -> bool:
    """Whether the count comes to the figure if rounded, or if cut off, at the last digit stated.

    `digit` is what one step of that digit is worth: 100 million for "1.5 billion".
    """
    return stated in (exact // digit * digit, (exact + digit // 2) // digit * digit)
