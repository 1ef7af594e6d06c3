"""Which notebook of a module is opened."""

from __future__ import annotations

import pytest

from ownpace.course.notebooks import main_notebook, top_notebooks


@pytest.mark.parametrize(
    ("names", "opened"),
    [
        ((), "ps1.ipynb"),
        (("data.csv",), "ps1.ipynb"),
        (("a.ipynb", "ps1.ipynb"), "ps1.ipynb"),
        (("part10.ipynb", "part2.ipynb"), "part2.ipynb"),
        (("more/a.ipynb", "z.ipynb"), "z.ipynb"),
        ((".hidden.ipynb", "z.ipynb"), "z.ipynb"),
    ],
)
def test_the_one_called_as_the_module_or_the_first(names: tuple[str, ...], opened: str) -> None:
    """The module's own name wins; else the first by name, in the module's folder itself."""
    assert main_notebook("ps1", names) == opened


def test_numbers_count_as_numbers() -> None:
    """Also long ones, and those of other scripts, which are letters here."""
    names = ["p10.ipynb", "p9.ipynb", "p" + "9" * 5000 + ".ipynb", "p².ipynb", "p09.ipynb"]
    assert set(top_notebooks(names)) == set(names)
    assert top_notebooks(names)[:2] == ["p09.ipynb", "p9.ipynb"]
