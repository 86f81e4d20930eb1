"""What stands on a terminal in the end, after all that was drawn and erased on it."""

import re

# A word of text, a line's end, or an escape sequence with its number and its letter.
PIECE = re.compile(r"\x1b\[(?P<number>[\d;?]*)(?P<letter>[A-Za-z])|(?P<text>[^\x1b\r\n]+)|[\r\n]")


def screen(written: str) -> list[str]:
    """Draw what was written to a terminal of any height and width, without its colours."""
    rows, row, column = [""], 0, 0
    for piece in PIECE.finditer(written):
        if text := piece["text"]:
            rows[row] = rows[row][:column].ljust(column) + text + rows[row][column + len(text) :]
            column += len(text)
        elif piece[0] == "\r":
            column = 0
        elif piece[0] == "\n":
            row += 1
            rows += [""] * (row + 1 - len(rows))
        elif piece["letter"] == "K":
            rows[row] = "" if piece["number"] == "2" else rows[row][:column]
        elif piece["letter"] == "A":
            row = max(0, row - int(piece["number"] or 1))
    return [it.rstrip() for it in rows]
