"""The words of each module: in small chunks, in plain English, and with their sources."""

from __future__ import annotations

import re
from itertools import accumulate

import pytest

from tests.python.content.classroom import COURSE, MODULES, read

LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
CITED = re.compile(r"^(?P<name>[A-Z][\w -]*?)(?: et al\.| & \w+)?,? \(?(?P<year>\d{4})\)?$")
ENTRY = re.compile(r"^\*\*(?P<name>[\w -]+?), .*?\((?P<year>\d{4})\)\.\*\*", re.DOTALL)


def markdown(module: str) -> list[str]:
    return [cell.source for cell in read(module).cells if cell.cell_type == "markdown"]


def chunks(module: str) -> list[str]:
    """The prose of each step, and what stands before the first."""
    texts = markdown(module)
    numbers = accumulate(text.startswith("## ") for text in texts)
    found: dict[int, str] = {}
    for number, text in zip(numbers, texts, strict=True):
        found[number] = found.get(number, "") + "\n\n" + text
    return list(found.values())


def prose(text: str) -> str:
    """Text as it is read aloud: without code, the addresses of links, and the list of sources."""
    text = text.split("### Sources")[0]
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    text = LINK.sub(r"\1", text)
    return re.sub(r"`[^`]*`|[#*>_|]", " ", text)


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z'’-]*", text)


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e: good to within a few percent over a page."""
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee"))
    return max(1, len(groups) - silent)


def reading_grade(text: str) -> float:
    """Flesch and Kincaid's grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    # Headings, items and table cells end without a full stop, but end a sentence all the same.
    ended = re.sub(r"et al\.", "et al", re.sub(r"[:;]?\n\s*\n|\n(?=\s*(-|\d\.) )", ".\n", text))
    sentences = [s for s in re.split(r"[.!?]+(?=\s|$)", ended) if words(s)]
    spoken = words(ended)
    per_word = sum(map(syllables, spoken)) / len(spoken)
    return 0.39 * len(spoken) / len(sentences) + 11.8 * per_word - 15.59


def references() -> dict[str, str]:
    """The entries of references.md: "Name year" to text."""
    text = (COURSE / "references.md").read_text(encoding="utf-8")
    entries = [(ENTRY.match(block), block) for block in text.split("\n\n")]
    return {f"{found['name']} {found['year']}": block for found, block in entries if found}


def citations(module: str) -> dict[str, str]:
    """The works that a module cites with a link: "Name year" to address."""
    links = [
        (CITED.search(text), address) for text, address in LINK.findall("".join(markdown(module)))
    ]
    return {f"{found['name']} {found['year']}": address for found, address in links if found}


@pytest.mark.parametrize("module", MODULES)
def test_prose_comes_in_chunks(module: str) -> None:
    """No step has more than 600 words to read."""
    assert max(len(words(prose(chunk))) for chunk in chunks(module)) <= 600


@pytest.mark.parametrize("module", MODULES)
def test_module_is_a_sitting(module: str) -> None:
    """The prose is long enough to teach something, and short enough for an hour with exercises."""
    assert 1000 <= len(words(prose("\n\n".join(markdown(module))))) <= 1900


@pytest.mark.parametrize("module", MODULES)
def test_prose_is_plain(module: str) -> None:
    """Flesch and Kincaid's grade is 9 or less."""
    assert reading_grade(prose("\n\n".join(markdown(module)))) <= 9


@pytest.mark.parametrize("module", MODULES)
def test_cited_works_are_in_the_references(module: str) -> None:
    """Every work is cited with the address that references.md gives, and the module's sources
    list it."""
    known, cited = references(), citations(module)
    assert len(cited) >= 4
    for work, address in cited.items():
        assert work in known, f"{work} is not in references.md"
        assert f"<{address}>" in known[work], f"{work} has another address in references.md"
    listed = re.findall(r"^- (\w[\w -]*?),.*?\((\d{4})\)", sources(module), re.MULTILINE)
    assert {" ".join(entry) for entry in listed} == set(cited)


@pytest.mark.parametrize("module", MODULES)
def test_links_lead_to_references(module: str) -> None:
    """No module links to a study in passing: every link is a citation."""
    assert len(LINK.findall("".join(markdown(module)))) == len(citations(module))


def test_references_are_cited() -> None:
    """references.md lists nothing that no module uses."""
    assert set(references()) == {work for module in MODULES for work in citations(module)}


def test_retracted_work_is_not_cited() -> None:
    """Ariely and Wertenbroch (2002) is reported as retracted."""
    pages = [*COURSE.rglob("*.ipynb"), *COURSE.rglob("*.md"), *COURSE.rglob("*.yml")]
    assert not [page for page in pages if "Wertenbroch" in page.read_text(encoding="utf-8")]


def sources(module: str) -> str:
    return markdown(module)[-1].split("### Sources")[1]
