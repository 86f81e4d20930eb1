"""Made-up results, as the store holds them, for what is drawn from results alone."""

from claims._views.place import Place

HOSTILE = '<script>alert("x")</script>&lt;'
# A script of data is none that a browser runs.
RUN_BY_A_BROWSER = "script:not([type='application/ld+json']), a[href^=javascript]"


def level(evidence="behaviour", outcome="failed", reason="", rests_on=("config",), **observed):
    leans = [
        {"fact": "context", "evidence": it, "from": f"{it} of gpt2", "sibling": ""}
        for it in rests_on
    ]
    return {
        "evidence": evidence,
        "outcome": outcome,
        "observed": observed,
        "reason": reason,
        "cost_bytes": None,
        "bytes_read": 0,
        "rests_on": leans,
    }


def unit(name="gpt2", outcome="failed", levels=None, **observed):
    return {
        "unit": name,
        "dated": "2019-02-14",
        "outcome": outcome,
        "observed": observed,
        "evidence": ["config", "behaviour"],
        "levels": levels if levels is not None else [level(outcome=outcome, **observed)],
    }


def control(on="gpt2 with sinusoids", expect="passed", outcome="passed", **observed):
    return {
        "on": on,
        "kind": "Patched",
        "expect": expect,
        "outcome": outcome,
        "observed": observed,
        "reason": "",
    }


def entry(claim_id="made_up/statement", **changes):
    made = {
        "id": claim_id,
        "origin": ["source"],
        "told": [],
        "statement": "GPT-2 is made up.",
        "hedged": None,
        "alternatives": [],
        "verdict": "refuted",
        "coverage": {"decided": 1, "of": 1, "cantTell": [], "untested": []},
        "finding": "GPT-2 is real.",
        "because": None,
        "evidence": ["config", "behaviour"],
        "outcomes": [unit()],
        "controls": [control()],
        "follows": [],
        "sources": [{"id": "report", "title": "A report", "url": "https://example.org/report"}],
        "key": "0123456789abcdef",
        "checked_at": "2026-11-23T12:00:00+00:00",
    }
    return made | changes


def undecidable(claim_id="made_up/undecidable", **changes):
    of = {"decided": 0, "of": 1, "cantTell": ["gpt2"], "untested": []}
    shown = unit(outcome="cantTell", size=4)
    return entry(
        claim_id,
        **{"verdict": "undecidable", "because": "Nothing shows it.", "coverage": of}
        | {"outcomes": [shown], "controls": []}
        | changes,
    )


def place(*entries, root="../"):
    return Place({it["id"]: it for it in entries or [entry()]}, root)
