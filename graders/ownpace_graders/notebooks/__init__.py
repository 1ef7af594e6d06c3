"""Learners' and teachers' files on the teacher's side: reading notebooks, moving folders whole."""

from ownpace_graders.notebooks.folders import (
    aside,
    differ,
    files_in,
    move_into,
    names_in,
    place,
    safe_copy,
)
from ownpace_graders.notebooks.reading import (
    main_in,
    notebooks_in,
    read_notebook,
    readable_notebooks,
)

__all__ = [
    "aside",
    "differ",
    "files_in",
    "main_in",
    "move_into",
    "names_in",
    "notebooks_in",
    "place",
    "read_notebook",
    "readable_notebooks",
    "safe_copy",
]
