"""`claims watch`: a line for each verdict that changes while files are saved."""

import threading

from claims._editing.line import line
from claims._editing.loop import Answer, Loop, Told
from claims._surfaces.command_line.app import app, out


@app.command()
def watch() -> None:
    """Check what each save of a claim, a probe, a record or a page concerns, until Ctrl-C."""
    known: dict[str, Answer] = {}
    begun = threading.Event()

    def answered(answer: Answer) -> None:
        changed = line(answer, known.get(answer.claim))
        known[answer.claim] = answer
        if changed and (begun.is_set() or answer.problems):
            out.print(changed, soft_wrap=True)

    def done() -> None:
        if not begun.is_set():
            out.print(f"{len(known)} claims; watching claims/ and docs/")
        begun.set()

    loop = Loop(Told(answered=answered, done=done))
    loop.start()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        loop.stop()
