"""Where an older attempt counts, the newest gets its feedback all the same."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from ownpace.store.feedback import read_result
from ownpace_graders.collect import collect
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from ownpace_graders.report import report
from tests.support.teacher import (
    HALF,
    ME,
    MODULE,
    NOW,
    SOLVED,
    as_bytes,
    bundle,
    inbound,
    make_course,
    worked,
)

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("way", ["exchange", "bundle"])
def test_both_get_their_pages(tmp_path: Path, way: str) -> None:
    """In the exchange a page for each; in a zip file the newest one's at its top. Until then the
    report says that the newest one's is owed."""
    exchange = tmp_path / "exchange" if way == "exchange" else None
    root = make_course(tmp_path / "course", exchange=exchange)
    release(root, [], Silent(), NOW)
    for hour, code in enumerate((SOLVED, HALF)):
        hand_in(root, way, code, hour)
    assert grade(root, [], Silent()).exit_code == 0
    assert waits(root) == ["feedback"]
    assert feedback(root, [], Silent(), NOW + 9 * HOUR).exit_code == 0
    assert sorted(sent(root, way, tmp_path / "pages")) == [0.5, 3.0]
    assert [one.status for one in feedback(root, [], Silent(), NOW + 9 * HOUR).lines] == ["skipped"]
    assert sorted(sent(root, way, tmp_path / "again")) == [0.5, 3.0]
    assert waits(root) == []


def waits(root: Path) -> list[str]:
    """What the newest attempt waits for, while the older one counts."""
    found = report(root, NOW + 9 * HOUR)
    [entry] = found.learners[0].modules
    assert (entry.graded, entry.score, entry.uncounted) == (True, 3, {})
    assert entry.counted is not None
    assert entry.newest is not None
    assert entry.counted < entry.newest
    assert all(one.since == entry.newest for one in found.waiting)
    return [one.kind for one in found.waiting]


def hand_in(root: Path, way: str, code: str, hour: int) -> None:
    notebook = worked(root / "release" / MODULE, code)
    if way == "exchange":
        folder = inbound(root.parent / "exchange", ME, notebook, at=NOW + hour * HOUR)
        (folder / "submission_secret.txt").write_text(f"secret {hour}")
        collect(root, [], Silent(), NOW + 9 * HOUR)
    else:
        inbox = root.parent / f"inbox-{hour}"
        bundle(inbox / f"{hour}.zip", ME, {f"{MODULE}.ipynb": as_bytes(notebook)})
        collect(root, [], Silent(), NOW + hour * HOUR, inbox=inbox)


def sent(root: Path, way: str, place: Path) -> list[float | None]:
    """The scores that the pages say which a learner can get."""
    if way == "exchange":
        pages = list((root.parent / "exchange").glob("*/feedback/*.html"))
    else:
        with zipfile.ZipFile(root / "outbox" / ME / f"{MODULE}.zip") as archive:
            archive.extractall(place)
        pages = list(place.rglob("*.html"))
    return [result.score for page in pages if (result := read_result(page))]
