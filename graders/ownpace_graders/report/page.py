"""The report as one HTML page, which runs nothing and fetches nothing.

What is on it is drawn by a notebook that papermill runs: the course's own ``report.ipynb`` if there
is one, else the one that is shipped. The notebook is the teacher's and runs as the teacher; what it
shows is cleaned like a submission's, for it shows other people's words.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ownpace.course.outline import source
from ownpace.errors import CommandError, OwnpaceError
from ownpace.kernels import QuietKernels
from ownpace.progress.words import moment
from ownpace_graders.notebooks import read_notebook
from ownpace_graders.page import markdown, shown
from ownpace_graders.report.model import Report

#: In the course's folder, a notebook of the teacher's own.
NOTEBOOK = "report.ipynb"
_HERE = Path(__file__).parent
_AS_NOTEBOOK: Any = nbformat.from_dict  # it has no types
_SECONDS = 300  #: for one cell


def page(report: Report, root: Path) -> str:
    """Raises ``CommandError`` when the notebook stops with an error."""
    own = root / NOTEBOOK
    notebook = _run(own if own.is_file() else _HERE / NOTEBOOK, report)
    style = (_HERE / "templates" / "style.css").read_text(encoding="utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("page.html").render(
        report=report,
        when=moment(report.at, report.timezone),
        parts=list(_parts(notebook)),
        style=Markup(style),
        style_digest=digest,
    )


def put_notebook(root: Path) -> Path:
    """Copy the notebook into the course's folder, to be changed there. Raises ``CommandError`` when
    there is one."""
    target = root / NOTEBOOK
    if target.exists():
        raise CommandError(
            f"{target} is there already.", hint="Delete it to go back to the shipped one."
        )
    try:
        shutil.copyfile(_HERE / NOTEBOOK, target)
    except OSError as problem:
        raise CommandError(
            f"{target} could not be written: {problem}.",
            hint="Look whether the course's folder is yours to write in.",
        ) from problem
    return target


def _run(path: Path, report: Report) -> Any:
    """The executed notebook. Papermill is given no path: it would fill in braces in it."""
    from papermill import PapermillExecutionError, execute_notebook

    try:
        notebook = _AS_NOTEBOOK(read_notebook(path))
    except OwnpaceError as problem:
        raise CommandError(problem.message, hint=_HINT) from problem
    with tempfile.TemporaryDirectory(prefix="ownpace-report-") as place:
        file = Path(place) / "report.json"
        file.write_text(report.model_dump_json(), encoding="utf-8")
        try:
            return execute_notebook(
                notebook,
                None,
                parameters={"report_file": str(file)},
                cwd=place,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                execution_timeout=_SECONDS,
                kernel_manager_class=QuietKernels,
            )
        except PapermillExecutionError as problem:
            message = f"{path.name} stopped: {problem.ename}: {problem.evalue}"
            raise CommandError(message, hint=_HINT) from problem


_HINT = f"Mend {NOTEBOOK} in the course's folder, or delete it: the shipped one is used then."


def _parts(notebook: Any) -> Iterator[Markup]:
    """Texts and what cells show; code is for whoever opens the notebook."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield markdown(source(cell))
        elif cell["cell_type"] == "code":
            yield from shown(cell.get("outputs"))
