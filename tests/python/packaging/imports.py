"""What the sources import, read from them without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SOURCES = (ROOT / "extension" / "ownpace", ROOT / "graders" / "ownpace_graders")


@dataclass(frozen=True)
class Import:
    """``importer`` (a module's dotted name) imports ``imported``, somewhere in its file."""

    importer: str
    imported: str

    def __str__(self) -> str:
        return f"{self.importer} imports {self.imported}"


def modules() -> dict[str, Path]:
    """Each module's dotted name, and its file."""
    return {_name(path, top): path for top in SOURCES for path in sorted(top.rglob("*.py"))}


def imports() -> Iterator[Import]:
    """All imports, also those inside functions and for type checkers."""
    for name, path in modules().items():
        for imported in _imported(ast.parse(path.read_text("utf-8"))):
            yield Import(name, imported)


def room(module: str, package: str) -> str | None:
    """The part of ``package`` that a module lives in; None elsewhere, "" for the package itself."""
    head, _, rest = module.partition(".")
    return rest.partition(".")[0] if head == package else None


def public_names(path: Path) -> set[str]:
    """The names without underscore that a module's file binds by import, def or class."""
    names: set[str] = set()
    for node in _top_level(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and _is_own(node):
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
    return {name for name in names if not name.startswith("_")}


def _top_level(tree: ast.Module) -> Iterator[ast.stmt]:
    for node in tree.body:
        yield node
        if isinstance(node, ast.If):
            yield from node.body


def _is_own(node: ast.ImportFrom) -> bool:
    return (node.module or "").split(".")[0] in {top.name for top in SOURCES}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _name(path: Path, top: Path) -> str:
    parts = path.relative_to(top.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
