"""What a measured claim and what was published of it differ in."""

from typing import Any

from claims._core import published


def differences(entry: dict[str, Any], known: published.Published | None) -> list[str]:
    """Say where a claim differs from what was published of it, if anything was."""
    measured = published.Published.of(entry)
    if known is None:
        return [f"not published yet: {measured.verdict}; `claims accept {entry['id']}` does"]
    wrong = [
        f"control {it['on']}: expected {it['expect']}, measured {it['outcome']}"
        for it in entry["controls"]
        if it["outcome"] != it["expect"]
    ]
    return wrong + published.differences(measured, known)
