"""Good course files load, and keep what they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ownpace_graders.course_file import load
from ownpace_graders.course_file.parsing import parse
from ownpace_graders.course_file.schema import SCHEMA, schema, schema_text
from ownpace_graders.shipped import shipped
from tests.support.courses import folders_for, write

HERE = Path(__file__).parent
GOOD = sorted(HERE.glob("good/*.yml"))


@pytest.mark.parametrize("path", GOOD, ids=[path.stem for path in GOOD])
def test_a_good_file_loads(path: Path, tmp_path: Path) -> None:
    """A file without faults loads, and its first module is what it says."""
    text = path.read_text(encoding="utf-8")
    write(tmp_path, text)
    folders_for(tmp_path, text)
    course = load(tmp_path)
    assert course.modules[0].id in text


@pytest.mark.parametrize("path", GOOD, ids=[path.stem for path in GOOD])
def test_the_schema_agrees_with_good_files(path: Path) -> None:
    """What loads is valid by the JSON Schema too, so that editors complain of nothing."""
    jsonschema.validate(parse(path).data, _schema(), cls=jsonschema.Draft202012Validator)


def test_the_schema_refuses_a_misspelt_key() -> None:
    """An editor marks an unknown key before the command does."""
    with pytest.raises(jsonschema.ValidationError, match="modulse"):
        jsonschema.validate({"title": "A", "id": "a", "modules": [], "modulse": []}, _schema())


def test_the_schema_in_the_package_is_current() -> None:
    """``python -m ownpace_graders.course_file.schema`` was run after the last change."""
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_a_schema() -> None:
    """The generated file is itself a valid JSON Schema."""
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_sample_course_is_valid() -> None:
    """The course that is shipped loads, and agrees with the schema that is shipped."""
    sample = shipped("sample")
    assert load(sample).modules
    data = parse(sample / "course.yml").data
    jsonschema.validate(data, _schema(), cls=jsonschema.Draft202012Validator)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    """A file saved by Notepad loads."""
    text = (HERE / "good/smallest.yml").read_text(encoding="utf-8")
    folders_for(tmp_path, text)
    (tmp_path / "course.yml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(tmp_path).id == "course-1"


def _schema() -> Any:
    return json.loads(SCHEMA.read_text(encoding="utf-8"))
