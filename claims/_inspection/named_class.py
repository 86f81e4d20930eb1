"""The class that a config names, held against the one that is measured."""

from claims._inspection.property import Disagreement
from claims._inspection.subject import Subject


def disagreements(subject: Subject) -> list[Disagreement]:
    """Another class than the one that is built, which is that of a kind of model and scores tokens.

    Nothing is said where the model has other parts, as its class is of all of them.
    """
    stated, built = subject.target.config.get("architectures"), subject.declared.module
    name = type(built).__name__
    if not isinstance(stated, list) or not stated or not subject.stated.is_whole:
        return []
    if name.lower() in [str(it).lower() for it in stated]:
        return []
    words = ", ".join(map(str, stated))
    said = f"the config names {words}; what is measured is {name}, the library's of its model_type"
    return [Disagreement("architectures", stated, name, said)]
