"""The page: what a learner is told, then the notebook, to read it again.

One HTML file that runs nothing and fetches nothing. Its templates are compiled once.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from ownpace.course.outline import grading, source
from ownpace.progress.words import moment
from ownpace_graders.notebooks.reading import Notebook
from ownpace_graders.page import words
from ownpace_graders.page.cleaning import Pictures
from ownpace_graders.page.code import coloured, plain
from ownpace_graders.page.facts import Facts
from ownpace_graders.page.markdown import markdown
from ownpace_graders.page.outputs import shown

_TEMPLATES = Path(__file__).parent / "templates"
#: Under the page's own headings.
_DEEPER = 2


class Part(NamedTuple):
    """A cell as it is shown; ``id`` is nbgrader's, if it has one."""

    id: str
    kind: str
    body: Markup
    outputs: tuple[Markup, ...] = ()


def render(facts: Facts, name: str, notebook: Notebook, pictures: Pictures | None = None) -> str:
    """The page of the notebook called ``name`` (hidden parts are out of it already: ``hide``).
    ``pictures`` finds those that lie beside it."""
    return _template().render(
        facts=facts,
        name=name,
        carried=facts.result.model_dump_json(),
        when=moment(facts.result.at, facts.zone),
        parts=tuple(_parts(notebook, pictures)),
        checks={told.result.id: told for told in facts.told if told.notebook == name},
        comments={one.cell: one for one in facts.comments if one.notebook == name},
    )


def _parts(notebook: Notebook, pictures: Pictures | None) -> Iterator[Part]:
    language = _language(notebook)
    for cell in notebook["cells"]:
        about = str(grading(cell).get("grade_id", ""))
        if cell["cell_type"] == "code":
            outputs = tuple(shown(cell.get("outputs"), pictures))
            if about or outputs or source(cell).strip():
                yield Part(about, "code", coloured(source(cell), language), outputs)
        elif cell["cell_type"] == "markdown":
            text = markdown(source(cell), cell.get("attachments"), pictures, _DEEPER)
            yield Part(about, "markdown", text)
        else:
            yield Part(about, "raw", Markup.escape(source(cell)))


def _language(notebook: Notebook) -> str:
    metadata = notebook.get("metadata")
    about: Any = metadata.get("language_info") if isinstance(metadata, Mapping) else None
    name = about.get("name") if isinstance(about, Mapping) else None
    return name if isinstance(name, str) and name.isalnum() else "python"


@lru_cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(words.FILTERS, plain=plain)
    style = (_TEMPLATES / "style.css").read_text("utf-8")
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment.globals.update(style=Markup(style), style_digest=digest)
    return environment.get_template("page.html")
