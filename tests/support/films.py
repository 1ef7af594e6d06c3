"""The films of the sample course, as they are committed."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parents[2] / "course" / "source"
_CUE = re.compile(r"^(\d+):([\d.]+) --> (\d+):([\d.]+)\n(.+?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)


class Film(NamedTuple):
    """A film of a module; ``call`` is the line of code that shows it."""

    module: str
    name: str
    call: str

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> Path:
        return SOURCE / self.module / "media"

    @property
    def captions(self) -> list[str]:
        return [found[5].strip() for found in self._cues()]

    @property
    def begins(self) -> list[float]:
        return [60 * int(found[1]) + float(found[2]) for found in self._cues()]

    @property
    def ends(self) -> list[float]:
        """Seconds, of each caption."""
        return [60 * int(found[3]) + float(found[4]) for found in self._cues()]

    @property
    def transcript(self) -> str:
        return (self.folder / f"{self.name}.md").read_text(encoding="utf-8")

    def _cues(self) -> Iterator[re.Match[str]]:
        text = (self.folder / f"{self.name}.vtt").read_text(encoding="utf-8")
        return _CUE.finditer(text)


def _films() -> Iterator[Film]:
    for path in sorted(SOURCE.glob("*/*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for code in ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"):
            if "video(" in code:
                yield _film(path.parent.name, code)


def _film(module: str, code: str) -> Film:
    """The film that the last line of a cell shows."""
    call = ast.parse(code).body[-1]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    src = ast.literal_eval(call.value.args[1])
    return Film(module, Path(src).stem, ast.unparse(call))


FILMS = list(_films())
