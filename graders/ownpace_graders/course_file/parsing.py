"""From the bytes of a YAML file to plain data, with the line of every value.

Only YAML's *nodes* are used: nothing is ever constructed from a tag, and aliases are counted as
they are followed, so that neither a hostile tag nor a "billion laughs" file does any harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ownpace_graders.course_file.problems import CourseFileError, Problem

SIZE_LIMIT = 1_000_000
NODE_LIMIT = 50_000
DEPTH_LIMIT = 30
Path_ = tuple[str | int, ...]

_TAG = "tag:yaml.org,2002:"
_WORDS = {"true": True, "false": False}


@dataclass
class Parsed:
    """Plain data (mappings, lists, text, numbers; dates stay text) and where each part stands."""

    file: str
    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path_) -> int | None:
        """The line of what is at ``path``, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path)

    def problem(self, path: Path_, message: str, **more: Any) -> Problem:
        return Problem(file=self.file, line=self.line(path), message=message, **more)


def parse(path: Path, shown_as: str | None = None) -> Parsed:
    """Parse a file whose top is a mapping; CourseFileError where there is no such mapping.

    Smaller faults (a key given twice, a tag) are left in ``problems``, so that they can be
    reported together with those of the content.
    """
    name = shown_as or path.name
    parsed = Parsed(name)
    root = _compose(_text(path, name), name)
    if not isinstance(root, MappingNode):
        found = "a list" if isinstance(root, SequenceNode) else "a single value"
        raise _unusable(name, f"must hold keys and values; it holds {found}.", line=1)
    parsed.data = _Converter(parsed).convert(root, ())
    return parsed


def _text(path: Path, name: str) -> str:
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            limit = f"{SIZE_LIMIT / 1e6:g} MB"
            raise _unusable(name, f"is {size / 1e6:.1f} MB; at most {limit} is read.")
        content = path.read_bytes()
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _unusable(name, "is not UTF-8 text; save it as UTF-8.", line=line) from error
    except OSError as error:
        raise _unusable(name, f"cannot be read ({error.strerror or error}).") from error


def _compose(text: str, name: str) -> Node:
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = (getattr(error, "context", None), getattr(error, "problem", None))
        what = ", ".join(filter(None, said)) or "it holds characters that YAML forbids"
        line = mark.line + 1 if mark else None
        raise _unusable(name, f"is not YAML: {what}.", line=line) from error
    except RecursionError as error:
        raise _unusable(name, "is nested too deeply.") from error
    if root is None:
        raise _unusable(name, "is empty.")
    return root


def _unusable(name: str, what: str, line: int | None = None) -> CourseFileError:
    return CourseFileError([Problem(file=name, line=line, message=f"The file {what}")])


@dataclass
class _Converter:
    """Turns nodes into plain data, once for each place they are used in."""

    parsed: Parsed
    nodes: int = 0

    def convert(self, node: Node, path: Path_) -> Any:
        self.nodes += 1
        if self.nodes > NODE_LIMIT or len(path) > DEPTH_LIMIT:
            raise _unusable(self.parsed.file, "is too large once its aliases are followed.")
        self.parsed.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, MappingNode):
            pairs = self._pairs(node, path)
            return {key: self.convert(value, (*path, key)) for key, value in pairs}
        if isinstance(node, SequenceNode):
            return [self.convert(item, (*path, i)) for i, item in enumerate(node.value)]
        return self._scalar(node)

    def _pairs(self, node: MappingNode, path: Path_) -> Iterator[tuple[str, Node]]:
        seen: set[str] = set()
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else "?"
            line = key_node.start_mark.line + 1
            if key in seen:
                self._add(line, f"“{key}” is given twice; keep one of them.")
                continue
            seen.add(key)
            self.parsed.lines[(*path, key)] = line
            yield key, value

    def _scalar(self, node: Node) -> Any:
        kind = str(node.tag).removeprefix(_TAG)
        text = str(node.value)
        if kind == "null":
            return None
        if kind == "bool":
            return _WORDS.get(text.lower(), text)
        if kind in ("int", "float"):
            return _number(text)
        if kind not in ("str", "timestamp"):
            self._add(
                node.start_mark.line + 1, f"“{_shown(node)}” is a YAML tag; write plain values."
            )
        return text

    def _add(self, line: int, message: str) -> None:
        problem = Problem(file=self.parsed.file, line=line, message=message)
        self.parsed.problems.append(problem)


def _shown(node: Node) -> str:
    """A tag as it is written in the file."""
    return str(node.tag).replace(_TAG, "!!")


def _number(text: str) -> int | float | str:
    """The number, or the text itself where it is none that JSON knows (.inf, .nan, 1:30)."""
    for kind in (int, float):
        try:
            value = kind(text)
        except (ValueError, OverflowError):
            continue
        return value if abs(value) < 1e15 else text
    return text
