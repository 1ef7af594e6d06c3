"""Run notebooks as a learner's JupyterLab would, a few at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError

from ownpace.kernels import execute

AT_ONCE = 2
SECONDS_PER_CELL = 60


@dataclass
class Job:
    """A notebook to run in ``folder``; its outputs are in ``notebook`` afterwards, and
    ``failure`` says why it could not be run to its end."""

    name: str
    notebook: Any
    folder: Path
    failure: str = ""


def execute_all(jobs: Sequence[Job], finished: Callable[[Job], None]) -> None:
    """Run all notebooks, errors in their cells included, telling of each when it is done. Ctrl-C
    ends their kernels."""
    stop: Future[None] = Future()
    # In a thread: in the main one each nbclient would take Ctrl-C for itself, and the others go on.
    with ThreadPoolExecutor(max_workers=1) as thread:
        done = thread.submit(lambda: asyncio.run(_stoppable(jobs, finished, stop)))
        try:
            done.result()
        except KeyboardInterrupt:
            stop.set_result(None)
            raise


async def _stoppable(
    jobs: Sequence[Job], finished: Callable[[Job], None], stop: Future[None]
) -> None:
    loop = asyncio.get_running_loop()
    work = asyncio.ensure_future(_execute_all(jobs, finished))
    stop.add_done_callback(lambda _: loop.call_soon_threadsafe(work.cancel))
    await work


async def _execute_all(jobs: Sequence[Job], finished: Callable[[Job], None]) -> None:
    free = asyncio.Semaphore(AT_ONCE)

    async def one(job: Job) -> None:
        async with free:
            job.failure = await _execute(job)
        finished(job)

    # A group waits for the kernels of all to end, also when it is cancelled.
    async with asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(one(job))


async def _execute(job: Job) -> str:
    try:
        # What a kernel itself says (not its cells) would land in the middle of a progress bar.
        await execute(job.notebook, job.folder, cell_seconds=SECONDS_PER_CELL, quiet=True)
    except CellTimeoutError:
        return f"a cell ran for more than {SECONDS_PER_CELL} seconds."
    except DeadKernelError:
        return "the kernel stopped while a cell ran."
    except Exception as error:
        # Jupyter's client raises whatever its provisioners do, such as NoSuchKernel.
        return f"it could not be run ({type(error).__name__}: {error})."
    return ""
