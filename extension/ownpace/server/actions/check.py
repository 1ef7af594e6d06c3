"""*Check*: run a copy of the module from the top and see which checks pass."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ownpace.progress.model import Evidence
from ownpace.results import CheckResult
from ownpace.server.actions.start import refuse_unstarted
from ownpace.server.desk import Desk, View
from ownpace.server.judging import cells_of_checks, judge, passed_in
from ownpace.server.panel import panel
from ownpace.server.running import run_module
from ownpace.server.wire import Checked
from ownpace.store.layout import refuse_escape


class Found(NamedTuple):
    """What each check said, and the id of its cell in the notebook, by the check's."""

    results: tuple[CheckResult, ...]
    cells: dict[str, str]


def run_check(desk: Desk, module_id: str, now: datetime) -> Found:
    """Run the checks of the module as it is on disk, which is not changed. May take as long as the
    desk's ``check_timeout``; other actions may go on meanwhile."""
    view = desk.look()
    module = view.module(module_id)
    refuse_escape(desk.folder, desk.folder.notebook(module))
    refuse_unstarted(view.state_of(module, now))
    run = run_module(desk.folder.notebook(module), desk.check_timeout)
    results = judge(module, run, corrected=module_id in view.updates)
    return Found(results, cells_of_checks(run))


def conclude_check(desk: Desk, module_id: str, found: Found, now: datetime) -> Checked:
    """Record the checks that passed, and reply."""
    view = desk.look()
    view = _with_passed(view, module_id, passed_in(found.results))
    view = desk.save(view, view.recorded(now), now)
    return Checked(**found._asdict(), at=now, panel=panel(desk, view, now))


def _with_passed(view: View, module_id: str, passed: frozenset[str]) -> View:
    """The view in which the saved notebook shows these checks as passed, too."""
    evidence = view.findings.evidence
    before = evidence.get(module_id, Evidence())
    evidence[module_id] = before.model_copy(update={"passed": before.passed | passed})
    return view
