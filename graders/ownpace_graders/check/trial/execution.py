"""Run notebooks as a learner's JupyterLab would: papermill runs them, a few at a time."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import Engine, papermill_engines

from ownpace.kernels import execute
from ownpace_graders.check.material.nodes import empty

SECONDS_PER_CELL = 60
ENGINE = "ownpace"


@dataclass
class Job:
    """A notebook to run in ``folder``; its outputs are in ``notebook`` afterwards, with how long
    it took (``seconds``); ``failure`` says why it could not be run to its end."""

    name: str
    notebook: Any
    folder: Path
    failure: str = ""
    seconds: float = 0.0


class OwnKernels(Engine):  # type: ignore[misc]  # papermill comes without types
    """Papermill's way to our own kernels (see ``ownpace.kernels``), which go on after errors."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """``options``: the ``folder`` to run in, and a future whose result ends it (``stop``)."""
        hooks = {"on_cell_start": nb_man.cell_start, "on_cell_executed": nb_man.cell_complete}
        # What a kernel itself says (not its cells) would land in the middle of a progress bar.
        run = execute(
            nb_man.nb, options["folder"], cell_seconds=SECONDS_PER_CELL, quiet=True, hooks=hooks
        )
        asyncio.run(_until(options["stop"], run))


papermill_engines.register(ENGINE, OwnKernels)


def processors() -> int:
    """How many notebooks are run at once, if nobody says."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def execute_all(
    jobs: Sequence[Job], finished: Callable[[Job], None], at_once: int | None = None
) -> None:
    """Run all notebooks, errors in their cells included, telling of each when it is done. Ctrl-C
    ends their kernels."""
    stop: Future[None] = Future()
    with ThreadPoolExecutor(max_workers=at_once or processors()) as threads:
        runs = {threads.submit(_execute, job, stop): job for job in jobs}
        try:
            for run in as_completed(runs):
                run.result()
                finished(runs[run])
        except BaseException:
            stop.set_result(None)
            threads.shutdown(cancel_futures=True)
            raise


def _execute(job: Job, stop: Future[None]) -> None:
    job.notebook.metadata["papermill"] = empty()
    options: dict[str, Any] = {"folder": job.folder, "stop": stop, "progress_bar": False}
    try:
        papermill_engines.execute_notebook_with_engine(ENGINE, job.notebook, "", **options)
    except CellTimeoutError:
        job.failure = f"a cell ran for more than {SECONDS_PER_CELL} seconds."
    except DeadKernelError:
        job.failure = "the kernel stopped while a cell ran."
    except NoSuchKernel as error:
        job.failure = (
            f"its kernel “{error.name}” is not installed here; `jupyter kernelspec list` shows "
            "those that are."
        )
    except Exception as error:
        # Jupyter's client raises whatever its provisioners do.
        job.failure = f"it could not be run ({type(error).__name__}: {error})."
    job.seconds = _taken(job.notebook)


def _taken(notebook: Any) -> float:
    """How long papermill took; what it wrote into the notebook is taken out again."""
    about = notebook.metadata.pop("papermill")
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
    return float(about.get("duration") or 0)


async def _until(stop: Future[None], run: Coroutine[Any, Any, None]) -> None:
    loop, task = asyncio.get_running_loop(), asyncio.ensure_future(run)

    def end(_: Future[None]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(task.cancel)

    stop.add_done_callback(end)
    await task
