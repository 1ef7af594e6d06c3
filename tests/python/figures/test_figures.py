"""``ownpace.figures``: pictures that say what they show, and controls with a label."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.figure import Figure

import ownpace.figures
from ownpace.errors import ActivityError
from ownpace.figures import buttons, choice, present, slider

GUIDE = Path(__file__).parents[3] / "docs" / "teacher.md"
HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)> & €"


@pytest.fixture(autouse=True)
def a_notebook() -> Iterator[None]:
    """What shows outputs, as in a kernel, and no screen."""
    matplotlib.use("agg")
    InteractiveShell.instance()
    yield
    InteractiveShell.clear_instance()
    plt.close("all")


@pytest.fixture
def figure() -> Figure:
    """A plot with a long label, and no layout of its own."""
    made, axes = plt.subplots(figsize=(4, 2))
    axes.bar(["a", "b"], [1, 2])
    axes.set_ylabel("one\n" * 6)
    return made


def shown(figure: Figure, alternative: str = "Bar chart", words: str = "a 1, b 2") -> str:
    """The HTML that a notebook is given: one output, and nothing printed."""
    with capture_output() as captured:
        present(figure, alternative, words)
    [output] = captured.outputs
    assert output.data["text/plain"] == words
    assert captured.stdout + captured.stderr == ""
    return str(output.data["text/html"])


def test_a_figure_has_an_alternative_text_and_its_words(figure: Figure) -> None:
    """The one for who does not see the picture, the others for everybody."""
    page = shown(figure)
    assert 'alt="Bar chart"' in page
    assert "<figcaption>a 1, b 2</figcaption>" in page


def test_what_a_figure_says_is_text(figure: Figure) -> None:
    """Whatever is written into either, no element and no attribute comes of it."""
    parser = Seen()
    parser.feed(shown(figure, HOSTILE, HOSTILE))
    assert [(tag, sorted(attributes)) for tag, attributes in parser.tags] == [
        ("figure", ["style"]),
        ("img", ["alt", "src", "style"]),
        ("figcaption", []),
    ]
    assert parser.tags[1][1]["alt"] == HOSTILE
    assert parser.text == HOSTILE


def test_nothing_of_a_figure_is_cut_off(figure: Figure) -> None:
    """The picture is as large as what is drawn, with its labels and a margin, and no larger."""
    width, height = size_of(shown(figure))
    drawn = figure.get_tightbbox()
    dots = ownpace.figures.RESOLUTION
    margin = 2 * dots * plt.rcParams["savefig.pad_inches"]
    assert drawn.x0 < 0, "the label lies outside the figure, or this shows nothing"
    assert width == pytest.approx(drawn.width * dots + margin, abs=2)
    assert height == pytest.approx(drawn.height * dots + margin, abs=2)


@pytest.mark.parametrize(("alternative", "words"), [("", "a 1"), (" \n", "a 1"), ("Bars", "")])
def test_a_figure_without_words_is_refused(figure: Figure, alternative: str, words: str) -> None:
    """It would be nothing to who does not see it; and it is closed all the same."""
    with pytest.raises(ActivityError, match="Say what kind of picture it is"):
        present(figure, alternative, words)
    assert plt.get_fignums() == []


def test_a_shown_figure_is_closed(figure: Figure) -> None:
    """The notebook does not show it again at the cell's end; others stay as they are."""
    other = plt.figure()
    shown(figure)
    assert plt.get_fignums() == [other.number]


def test_a_figure_that_cannot_be_drawn_is_closed(figure: Figure) -> None:
    """A learner who mends the cell is not shown the broken one as well."""
    figure.axes[0].set_title("$\\nosuch$")
    with pytest.raises(ValueError, match="nosuch"):
        present(figure, "Bar chart", "a 1, b 2")
    assert plt.get_fignums() == []


def test_a_slider_keeps_to_whole_numbers_where_all_are() -> None:
    """And otherwise shows as many places as its numbers have."""
    whole, fine = slider("Days", 1, 7, 2), slider("Rate", 0, 0.5, 0.25, step=0.05)
    assert (whole.value, whole.min, whole.max, whole.step) == (2, 1, 7, 1)
    assert isinstance(whole.value, int)
    assert (fine.min, fine.max, fine.value, fine.readout_format) == (0, 0.5, 0.25, ".2f")
    assert slider("Tiny", 0, 1, 0, step=1e-05).readout_format == ".5f"
    assert slider("Halves", 0.5, 4.5, 1.5).readout_format == ".1f"


def test_sliders_tell_when_they_are_let_go() -> None:
    """A picture for each step on the way is more than a slow link can carry."""
    sliders = slider("Days", 1, 7, 2), slider("Rate", 0, 0.5, 0.3), choice("Delay", (1, 2))
    assert [one.continuous_update for one in sliders] == [False, False, False]


@pytest.mark.parametrize("make", [choice, buttons])
def test_options_have_their_names(make: type) -> None:
    """Values, or values by what they are called; the first is chosen."""
    assert make("Delay", (10, 60)).value == 10
    named = make("Delay", {"ten days": 10, "two months": 60})
    assert (named.value, named.label) == (10, "ten days")


def test_a_choice_begins_where_it_is_told() -> None:
    """Also at an option that counts as nothing."""
    assert choice("Chance", {"80%": 0.8, "90%": 0.9}, 0.9).label == "90%"
    assert choice("Days", (2, 1, 0), 0).value == 0


def test_every_control_has_its_label() -> None:
    """As text, in a column as wide for all, so that they stand below each other."""
    made = [slider(HOSTILE, 1, 7, 2), choice(HOSTILE, "ab"), buttons(HOSTILE, "ab")]
    assert {one.description for one in made} == {HOSTILE}
    assert not any(one.description_allow_html for one in made)
    assert len({one.style.description_width for one in made}) == 1
    assert len({one.layout.max_width for one in made}) == 1


def test_examples_in_the_code_hold() -> None:
    """What a docstring shows is what happens."""
    ran = doctest.testmod(ownpace.figures)
    assert (ran.failed, ran.attempted > 2) == (0, True)


def test_the_guides_figure_can_be_drawn() -> None:
    """The teacher's guide has a figures file that works as it stands."""
    chapter = GUIDE.read_text("utf-8").partition("## Draw figures")[2].partition("\n## ")[0]
    [example] = re.findall(r"```python\n(.*?)```", chapter, re.DOTALL)
    with capture_output() as captured:
        names: dict[str, object] = {}
        exec(example, names)
        names["show_week"]()  # type: ignore[operator]
    assert captured.stderr == ""


def test_matplotlib_is_loaded_by_who_draws() -> None:
    """A course without figures needs none, and a first import of it takes a second."""
    code = "import sys, ownpace.figures; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


class Seen(HTMLParser):
    """The elements and the text that a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def size_of(page: str) -> tuple[int, int]:
    """Width and height of the picture in it, in pixels."""
    found = re.search(r"data:image/png;base64,([^\"]+)", page)
    assert found is not None
    height, width, _ = plt.imread(BytesIO(b64decode(unescape(found[1])))).shape
    return width, height
