"""A handout's text: its Markdown, and the page that is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

import mistune
from mistune.plugins.task_lists import task_lists
from ruamel.yaml import YAML

HANDOUTS = Path(__file__).parent
COURSE = HANDOUTS.parents[1] / "course"


@dataclass(frozen=True)
class Handout:
    """What a page for ``module`` says; ``language`` and ``course`` are the course's own."""

    module: str
    markdown: str
    title: str
    course: str
    language: str

    @property
    def drawn(self) -> Path:
        return COURSE / "source" / self.module / "media" / f"{self.module}.pdf"

    @property
    def digest(self) -> str:
        """Changes with every letter of what is to be drawn."""
        return sha256(f"{self.language}\n{self.course}\n{self.markdown}".encode()).hexdigest()

    @property
    def html(self) -> str:
        """The body of the page."""
        html = mistune.create_markdown(renderer=_Paper(), plugins=["table", task_lists])
        return str(html(self.markdown))


def read_handout(module: str) -> Handout:
    """The text in this folder; SystemExit where it has not one title."""
    text = (HANDOUTS / f"{module}.md").read_text(encoding="utf-8")
    titles = [line[2:].strip() for line in text.splitlines() if line.startswith("# ")]
    if len(titles) != 1:
        raise SystemExit(f"{module}.md: write one heading with “# ”; there are {len(titles)}.")
    # Not through the course's models: they would miss the very file that is about to be drawn.
    course = YAML(typ="safe").load(COURSE / "course.yml")
    return Handout(module, text, titles[0], course["title"], course["language"])


class _Paper(mistune.HTMLRenderer):
    """HTML for paper, on which nobody can press a link or a box."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        address = "" if text.strip() in (url, escape(url)) else f" ({escape(url)})"
        return f'<a href="{escape(url)}">{text}</a>{address}'

    def task_list_item(self, text: str, checked: bool = False) -> str:
        return f'<li class="box">☐ {text}</li>\n'

    def image(self, *_: Any, **__: Any) -> str:
        raise SystemExit("A handout has no pictures: say it in words, or draw it in the notebook.")
