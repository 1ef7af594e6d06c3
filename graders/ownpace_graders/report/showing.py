"""For the notebook that draws the report's page: tables and plots that everybody can read.

Names and titles are other people's words: what is given here is shown as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from ownpace_graders.page import drawing
from ownpace_graders.report.model import Report

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Shown(NamedTuple):
    """What a cell shows as its last value."""

    html: Markup

    def _repr_html_(self) -> str:
        return str(self.html)


def load(path: str) -> Report:
    """The report in a file that ``ownpace report --json`` wrote."""
    return Report.model_validate_json(Path(path).read_bytes())


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Shown:
    """A table whose first column names its rows; "–" where a value is ``None``. Without any row it
    says so in a sentence.

    >>> table("Points", ["module", "points"], [("plan", 4), ("<b>", None)]).html.count("&lt;b&gt;")
    1
    """
    lines = [_line(row) for row in rows]
    if not lines:
        return Shown(Markup("<p>{}: nothing yet.</p>").format(caption))
    heads = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in head)
    return Shown(
        Markup(
            "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
        ).format(caption, heads, Markup("").join(lines))
    )


def figure(plot: Figure, says: str) -> Shown:
    """A plot; ``says`` tells those who cannot see it what it shows, and stands below it."""
    from matplotlib import rc_context

    text = StringIO()
    with rc_context({"svg.hashsalt": "ownpace"}):  # the same plot, the same bytes
        plot.savefig(text, format="svg", bbox_inches="tight", metadata={"Date": None})
    plot.clear()
    return Shown(
        Markup('<figure><img alt="{}" src="{}"><figcaption>{}</figcaption></figure>').format(
            says, drawing(text.getvalue()), says
        )
    )


def percent(share: float | None) -> str | None:
    return None if share is None else f"{100 * share:.0f}%"


def _line(row: Sequence[object]) -> Markup:
    first, *others = ("–" if value is None else value for value in row)
    cells = Markup("").join(Markup("<td>{}</td>").format(value) for value in others)
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(first, cells)
