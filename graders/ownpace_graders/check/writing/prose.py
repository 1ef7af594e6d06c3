"""The words of a module: how many, and for which grade."""

from __future__ import annotations

import re
from typing import Any

from ownpace.course.outline import source

PLAIN = 9  #: the grade to aim at
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<https?://[^>]*>|https?://\S+")
#: A heading, an item or a cell of a table ends without a full stop, but ends a sentence.
_ENDS = re.compile(r"[:;]?\n\s*\n|\n(?=\s*([-*|]|\d+\.) )|(?<=\|)\n")
_SOURCES = re.compile(r"^#+ (Sources|References)\b.*", re.MULTILINE | re.DOTALL)


def prose(notebook: dict[str, Any]) -> str:
    """The markdown as it is read aloud: without code, addresses, marks, and a list of sources."""
    cells = (cell for cell in notebook["cells"] if cell.get("cell_type") == "markdown")
    text = "\n\n".join(_SOURCES.sub("", source(cell)) for cell in cells)
    text = re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.DOTALL | re.MULTILINE)
    text = _LINK.sub(lambda found: found[1] or "", text)
    return re.sub(r"`[^`]*`|<[^>]*>|^[ ]*#+|[*>_]", " ", text, flags=re.MULTILINE)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w'’-]*", text)


def reading_grade(text: str) -> float | None:
    """Flesch and Kincaid's grade of an English text, of which there should be a page; None for
    none. 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid, J. P., Fishburne, R. P.,
    Rogers, R. L., & Chissom, B. S. (1975), Research Branch Report 8-75, Chief of Naval Technical
    Training)."""
    ended = re.sub(r"\b(et al|e\.g|i\.e|vs|Dr|Mr|Ms)\.", r"\1", _ENDS.sub(".\n", text))
    sentences = [part for part in re.split(r"[.!?]+(?=\s|$)", ended) if words(part)]
    spoken = words(ended)
    if not spoken:
        return None
    per_word = sum(map(syllables, spoken)) / len(spoken)
    return 0.39 * len(spoken) / len(sentences) + 11.8 * per_word - 15.59


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e: good to within a few percent over a page."""
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee"))
    return max(1, len(groups) - silent)
