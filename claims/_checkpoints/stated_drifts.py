"""Where the config that is published now states something else than was recorded."""

from collections.abc import Iterator

from claims._checkpoints.catalogue import checkpoint
from claims._checkpoints.drift import ABSENT, Drift
from claims._checkpoints.fact import Fact
from claims._checkpoints.record import Record
from claims._checkpoints.vocabulary import ARCHITECTURES, DIALECTS
from claims._core.words import Evidence

CONFIG = "config.json"
# What a class leaves out unless its config says so, and another model has.
LEFT_OUT = ("rope_scaling", "scores_divided_by_layer", "window")


def stated_drifts(recorded: Record, there: Record) -> Iterator[Drift]:
    """The config's hash, then every fact that it states, or once stated, or could state."""
    now = {it.path: it.sha256 for it in there.files}
    for file in recorded.files:
        if file.name == CONFIG and now.get(file.path, file.sha256) != file.sha256:
            yield Drift(f"SHA-256 of {file.name}", file.sha256[:16], now[file.path][:16])
    for word in recorded.facts:
        yield from _fact(word, recorded, there)
    for word, fact in there.facts.items():
        if word not in recorded.facts and _is_news(word, fact, recorded, there):
            yield Drift(word, ABSENT, str(fact.value))


def has_own_config(recorded: Record) -> bool:
    """Whether a record was made with the config of its own repository, and so has its hash."""
    own = f"{checkpoint(recorded.id).hub}/{CONFIG}"
    return any(it.path == own for it in recorded.files)


def _fact(word: str, recorded: Record, there: Record) -> Iterator[Drift]:
    then, now = recorded.facts[word], there.facts.get(word)
    same_file = then.file in {it.path for it in there.files}
    if not (same_file or _is_stated(now) or _could_be_stated(word, there)):
        return  # in none of the files that were read
    if now is None or now.value != then.value:
        yield Drift(word, str(then.value), _said(now))
    elif same_file and not _is_stated(now):
        yield Drift(word, f"{then.value}, stated", f"{now.value}, by default")


def _is_stated(fact: Fact | None) -> bool:
    return fact is not None and fact.file is not None


def _could_be_stated(word: str, there: Record) -> bool:
    """Whether a config was read that has a key for it, and so what it leaves out says something."""
    if all(it.name != CONFIG for it in there.files):
        return False
    dialect = DIALECTS[ARCHITECTURES[there.value("architecture")]]
    return word == "architecture" or word in dialect.values()


def _said(now: Fact | None) -> str:
    if now is None:
        return ABSENT
    return str(now.value) if _is_stated(now) else f"{now.value}, by default"


def _is_news(word: str, fact: Fact, recorded: Record, there: Record) -> bool:
    """Whether something is stated that was not, or that makes another model of it."""
    if fact.evidence is not Evidence.CONFIG:
        return False
    return has_own_config(recorded) or (word in LEFT_OUT and bool(fact.value))
