"""What is documented is what there is."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
import typer

from ownpace import checks
from ownpace_graders.cli import app

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"
GUIDES = sorted(f"docs/{page.name}" for page in DOCS.glob("*.md"))
PAGES = ["README.md", "CONTRIBUTING.md", *GUIDES]


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generate = _generator()


@pytest.mark.parametrize("page", ["checks", "commands", "course_file"])
def test_the_reference_is_current(page: str) -> None:
    """`python docs/generate.py` would change nothing."""
    name = page.replace("_", "-")
    written = (DOCS / "reference" / f"{name}.md").read_text(encoding="utf-8")
    assert getattr(generate, page)() == written


def test_every_key_of_the_course_file_says_what_it_is() -> None:
    """Each key has a description, which the reference and editors show."""
    silent = [
        f"{model.__name__}.{name}"
        for _, model in generate.PLACES
        for name, field in model.model_fields.items()
        if not field.description
    ]
    assert silent == []


def test_the_teachers_guide_names_every_command() -> None:
    """A command that the guide passes over is one that nobody finds."""
    guide = (DOCS / "teacher.md").read_text(encoding="utf-8")
    names = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # it is a group
    assert [name for name in names if f"ownpace {name}" not in guide] == []


def test_the_checks_of_the_teachers_guide_hold() -> None:
    """Each example passes for the learner that the guide's first lines are."""
    guide = (DOCS / "teacher.md").read_text(encoding="utf-8")
    chapter = guide.partition("## Write checks")[2].partition("\n## ")[0]
    names: dict[str, object] = {"__name__": "a_notebook"}
    examples = re.findall(r"```python\n(.*?)```", chapter, re.DOTALL)
    for example in examples:
        exec(example, names)
    used = set(re.findall(r"\b(\w+)\(", "".join(examples)))
    assert {name for name in checks.__all__ if name != "CheckFailed"} <= used


@pytest.mark.parametrize("page", PAGES)
def test_links_inside_the_repository_lead_somewhere(page: str) -> None:
    """Every relative link and picture exists."""
    path = ROOT / page
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []
