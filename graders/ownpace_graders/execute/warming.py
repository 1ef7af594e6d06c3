"""What the worker does once, so that no submission has to: imports, first errors, first figures."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from typing import Any

_FIRST_ERROR = "def _f(n):\n    return 1 / n\n_f(0)"
_FIRST_VALUE = "{'a': [1, 2.5, None]}"
_FIRST_FIGURE = (
    "import matplotlib.pyplot as _plt\n_f, _a = _plt.subplots()\n"
    "_ = _a.plot([1, 2, 3], label='x'), _a.hist([1, 2]), _a.legend(), _a.set_title('T')\n"
)
_FIRST_FRAME = "import pandas as _p\n_p.DataFrame({'a': [1.5, 2], 'b': ['x', 'y']})"
_BELOW_ACTIVITIES = (
    *("ipywidgets", "anywidget", "ownpace.activities.bank"),
    *("ownpace.store.questions", "ownpace.store.replies"),
)


def warm(shell: Any, imports: Iterable[str]) -> None:
    """Import, and run once what is slow the first time. A module that is not there, or fails, is
    left to the notebook that asks for it."""
    for name in _with_widgets(imports):
        _import(name)
    for code in _exercises():
        shell.run_cell(code, store_history=False)
    shell.reset(new_session=True)
    _show_before_drawing(shell)


def _show_before_drawing(shell: Any) -> None:
    """To show a figure is to draw it, and to close it. A kernel has matplotlib draw each of them
    first, once more, which nobody sees."""
    callbacks = shell.events.callbacks["post_execute"]
    callbacks.sort(key=lambda one: getattr(one, "__name__", "") == "_draw_all_if_interactive")


def _with_widgets(imports: Iterable[str]) -> Iterable[str]:
    """Activities load when they are first used, since the first one takes the folder that it is
    in; what they stand on, which takes a tenth of a second, loads here."""
    names = tuple(imports)
    return (*_BELOW_ACTIVITIES, *names) if "ownpace" in names else names


def _import(name: str) -> None:
    try:
        importlib.import_module(name)
    except Exception as error:  # a library may raise anything while it is imported
        print(f"{name}: {error}", file=sys.__stderr__)


def _exercises() -> list[str]:
    exercises = [_FIRST_ERROR, _FIRST_VALUE, "def _g(:", "print('x')", "%pwd"]
    if "pandas" in sys.modules:
        exercises.append(_FIRST_FRAME)
    if "matplotlib" in sys.modules:
        exercises += ["%matplotlib inline", _FIRST_FIGURE]
    return exercises


def our_modules() -> list[str]:
    return [name for name in sys.modules if name.split(".")[0] == "ownpace_graders"]


def forget(modules: Iterable[str]) -> None:
    """Take modules out of ``sys.modules``: a submission that imports one then patches a copy."""
    for name in modules:
        sys.modules.pop(name, None)


def reseed() -> None:
    """No two forks may draw the same numbers."""
    random: Any = sys.modules.get("random")
    if random:
        random.seed()
    numpy: Any = sys.modules.get("numpy")
    if numpy and "numpy.random" in sys.modules:
        numpy.random.seed()
