"""Writing the pages of one graded submission; those it had stay until that has worked."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from ownpace.errors import WorkError
from ownpace.store.files import write_atomically
from ownpace_graders.bridge import Classroom, delimiters, graded_cells, refused
from ownpace_graders.feedback.telling import Piece, Telling
from ownpace_graders.notebooks import read_notebook
from ownpace_graders.notebooks.reading import Notebook
from ownpace_graders.page import Beside, hide, render
from ownpace_graders.quizzes import with_pages

#: What nbgrader's release of feedback reads beside the pages.
_BESIDE = ("timestamp.txt", "submission_secret.txt")


def write_pages(classroom: Classroom, telling: Telling, piece: Piece) -> None:
    """Write a page for each graded notebook to ``feedback/<learner>/<module>``. A page that is the
    same already is not written again. Raises ``OwnpaceError``, and then the pages are those that
    were there before."""
    graded = piece.folder
    target = classroom.folder("feedback", piece.score.learner, piece.score.module)
    pages = _pages(classroom, telling, piece)
    try:
        beside = {name: (graded / name).read_bytes() for name in _BESIDE if _is_there(graded, name)}
        _write(target, {name: page.encode() for name, page in pages.items()} | beside)
    except (OSError, WorkError) as problem:
        cause = problem.__cause__ or problem
        message = f"The pages in {target} could not be written."
        raise refused(message, cause) if isinstance(cause, OSError) else problem from problem


def _pages(classroom: Classroom, telling: Telling, piece: Piece) -> dict[str, str]:
    """The pages by file name."""
    graded = piece.folder
    notebooks = {path.stem: read_notebook(path) for path in sorted(graded.glob("*.ipynb"))}
    facts = telling.facts(piece, graded_cells(notebooks.values()))
    shown = {name: _shown(classroom, telling, one) for name, one in notebooks.items()}
    return {f"{name}.html": render(facts, name, shown[name], Beside(graded)) for name in shown}


def _shown(classroom: Classroom, telling: Telling, notebook: Notebook) -> Notebook:
    """What of a notebook its learner may see by now."""
    paged = with_pages(notebook, telling.is_over)
    return paged if telling.reveal else hide(paged, delimiters(classroom))


def _is_there(folder: Path, name: str) -> bool:
    return (folder / name).is_file()


def _write(target: Path, files: Mapping[str, bytes]) -> None:
    """Make ``target`` hold ``files``, each by rename, and no page that is not among them: it would
    be sent as the teacher's."""
    target.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        place = target / name
        if place.is_dir():
            shutil.rmtree(place)
        if not place.is_file() or place.read_bytes() != content:
            write_atomically(place, content)
    for path in target.glob("*.html"):
        if path.name not in files:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
