"""docs/reference/files.md says what the files hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from ownpace.activities.bank import Released
from ownpace.course import Course
from ownpace.progress import Progress
from ownpace.results import ModuleResult
from ownpace.store.answers import Answers
from ownpace.store.backup import BackupManifest
from ownpace.store.begun import Begun
from ownpace.store.bundle import Manifest
from ownpace.store.class_answers import ClassAnswers
from ownpace.store.more_time import MoreTime
from ownpace.store.questions import AskedFile, QuestionFile
from ownpace.store.replies import Replies
from ownpace.study.model import Study
from ownpace_graders.bridge.removed import RemovedChecks
from ownpace_graders.class_answers import Paper
from ownpace_graders.collect.attempts import Attempt
from ownpace_graders.collect.earlier import Earlier
from ownpace_graders.collect.graded import Graded
from ownpace_graders.lines import Summary
from ownpace_graders.questions import AskedQuestion, Listing
from ownpace_graders.report.model import Report
from ownpace_graders.watch import Event
from ownpace_graders.watch.owed import Owing

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "files.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
MODELS: tuple[type[BaseModel], ...] = (
    *(Course, Released, Answers, Progress, Begun, Study),
    *(AskedFile, QuestionFile, Replies, ClassAnswers, MoreTime),
    *(Manifest, BackupManifest, ModuleResult),
    *(Attempt, Graded, Earlier, Owing, AskedQuestion, Paper, RemovedChecks, Summary, Event, Report),
    *(Listing,),
)


def fields(model: type[BaseModel]) -> Iterator[str]:
    """The keys of a file, at any depth."""
    schema = model.model_json_schema()
    for each in (schema, *schema.get("$defs", {}).values()):
        yield from each.get("properties", {})


def test_there_is_an_example_of_each() -> None:
    """In the order of the models here."""
    assert len(EXAMPLES) == len(MODELS)


@pytest.mark.parametrize("model", MODELS)
def test_examples_are_what_is_read(model: type[BaseModel]) -> None:
    """Each example is a whole file that its reader accepts, with every key that it may have."""
    example = EXAMPLES[MODELS.index(model)]
    model.model_validate_json(example)
    assert [name for name in fields(model) if f'"{name}"' not in example] == []
