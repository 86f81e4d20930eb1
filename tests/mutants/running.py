"""All mutants in processes of their own, two at a time, and what came of each."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from typing import Any

from tests.mutants.comparing import agreeing, as_published, crashed, noticed
from tests.mutants.measuring import Told, with_records, with_reference
from tests.mutants.mutant import NOTHING, Mutant

AT_ONCE = 2
# Imported once, by a process that does nothing else and from which all others are forked.
PRELOADED = ["torch"] + [f"transformers.models.{it}.modeling_{it}" for it in ("gpt2", "llama")]
DRAWN = "killed_at_default_initialisation"
Entry = dict[str, Any]


def run(wanted: Sequence[Mutant], progress: Callable[[str], None]) -> dict[str, Entry]:
    """Give the entry of each mutant by its name, and among them that of no change at all.

    Raises what a mutant raises that can't even be imported.
    """
    reference = [it for it in wanted if it.name.startswith("reference/") and it != NOTHING]
    records = [it for it in wanted if it.name.startswith("records/")]
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    with ProcessPoolExecutor(AT_ONCE, context, max_tasks_per_child=1) as pool:
        jobs: dict[Future[Any], Mutant | None] = {
            pool.submit(with_reference, it.module, it.checkpoints): it
            for it in (NOTHING, *reference)
        }
        # Nothing outlives a changed record but what is known of others, so one process does them.
        jobs[pool.submit(with_records, [it.module for it in records])] = None
        for done in as_completed(jobs):
            done.result()
            progress(getattr(jobs[done], "name", f"{len(records)} records"))
    told = {it.name: job.result() for job, it in jobs.items() if it}
    of_records = next(job.result() for job, it in jobs.items() if not it)
    expected = as_published()
    drawn = agreeing(told[NOTHING.name][1], expected)
    entries = {it.name: _entry(it, told[it.name][0], expected) for it in (NOTHING, *reference)}
    for it in reference:
        entries[it.name][DRAWN] = noticed(told[it.name][1], drawn)
    # Of no change at all it is told what comes out otherwise by the library's draw alone.
    entries[NOTHING.name][DRAWN] = noticed(told[NOTHING.name][1], expected)
    return entries | {it.name: _entry(it, of_records[it.module], expected) for it in records}


def _entry(mutant: Mutant, told: Told, expected: Told) -> Entry:
    """What the file holds of a mutant."""
    change, *why = mutant.words
    killed_by = noticed(told, expected)
    made: Entry = {"change": change, "killed_by": killed_by}
    if broken := crashed(told, expected):
        made["crashed"] = broken
    if not killed_by and mutant != NOTHING:
        made["survives"] = " ".join(why)
    return made
