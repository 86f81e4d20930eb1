"""`make stand-ins`: train both from their seed, and write them as model folders of the hub."""

import json
import sys
from pathlib import Path

from claims._stand_ins.shape import STAND_INS
from claims._stand_ins.tokens import tokenizer, training_tokens
from claims._stand_ins.training import STEPS, train, untrained

HERE = Path(__file__).parent
SAID_EVERY = 100
# Besides the weights; what else the library saves says nothing that these don't.
KEPT = ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json")


def main() -> None:
    """Train the stand-ins that are named, all if none is."""
    for name in sys.argv[1:] or STAND_INS:
        if name not in STAND_INS:
            sys.exit(f"no stand-in {name!r}: expected one of {', '.join(STAND_INS)}")
        write(name)


def write(name: str) -> None:
    """Train one and put its files in place."""
    import torch

    settings, precision = STAND_INS[name]
    known, module = tokenizer(), untrained(settings)
    for step, loss in enumerate(train(module, training_tokens(known)), start=1):
        if step % SAID_EVERY == 0:
            print(f"{name}: step {step} of {STEPS}: {loss:.3f} nats a token", flush=True)
    folder = HERE / name
    module.to(getattr(torch, precision)).save_pretrained(folder)
    known.save_pretrained(folder)
    for path in folder.iterdir():
        if path.name not in KEPT:
            path.unlink()
    _end_with_a_newline(folder / "tokenizer_config.json")


def _end_with_a_newline(path: Path) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")), indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
