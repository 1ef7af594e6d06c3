"""The handouts of the sample course: what was drawn, and the text that it was drawn from."""

from __future__ import annotations

from docs.handouts.drawing import DIGEST
from docs.handouts.fonts import fonts_in, without_hints
from docs.handouts.text import HANDOUTS, Handout, read_handout
from tests.python.content.classroom import COURSE
from tests.support.handouts import Paper, letters_of

A4 = (595, 842)  #: points


def handouts() -> list[Handout]:
    return [read_handout(path.stem) for path in sorted(HANDOUTS.glob("*.md"))]


def papers() -> list[Paper]:
    return [Paper(handout, handout.drawn.read_bytes()) for handout in handouts()]


def test_every_handout_has_a_text_and_is_drawn() -> None:
    """`python -m docs.handouts` makes each PDF beside a notebook from a text in docs/handouts."""
    texts = {path.stem for path in HANDOUTS.glob("*.md")}
    assert {path.stem for path in COURSE.glob("source/*/media/*.pdf")} == texts


def test_handouts_are_drawn_from_their_texts_as_they_are() -> None:
    """Who changes a text draws it again, before it is committed."""
    assert [paper.handout.module for paper in papers() if not _is_current(paper)] == []


def test_handouts_can_be_read_aloud_and_searched() -> None:
    """Title, language and tags are in the file, and all its text in the order of reading."""
    for paper in papers():
        assert paper.reader.metadata
        assert paper.reader.metadata.title == paper.handout.title
        assert paper.root["/Lang"] == paper.handout.language
        assert paper.root["/MarkInfo"]["/Marked"]
        assert {"/H1", "/P"} < paper.tags
        assert paper.letters == letters_of(paper.handout)


def test_handouts_are_one_or_two_small_sheets() -> None:
    """A4, two pages at most, under 100 kB."""
    for paper in papers():
        sizes = {tuple(map(round, page.mediabox[2:])) for page in paper.reader.pages}
        assert sizes == {A4}, paper.handout.module
        assert len(paper.reader.pages) <= 2, paper.handout.module
        assert paper.handout.drawn.stat().st_size < 100_000, paper.handout.module


def test_fonts_carry_no_hints_for_coarse_screens() -> None:
    """They would be half of a handout, and the wheel holds all handouts."""
    for paper in papers():
        fonts = [file.get_data() for file in fonts_in(paper.reader.pages)]
        assert fonts, paper.handout.module
        assert [without_hints(font) == font for font in fonts] == [True] * len(fonts)


def _is_current(paper: Paper) -> bool:
    return (paper.reader.metadata or {}).get(DIGEST) == paper.handout.digest
