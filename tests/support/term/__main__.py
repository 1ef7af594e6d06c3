"""Play the term in a new folder; print its figures and what the teacher typed.

``python -m tests.support.term /tmp/a-term``
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from tests.support.term.plan import hand_ins
from tests.support.term.playing import play

if __name__ == "__main__":
    term = play(Path(sys.argv[1]))
    rows = term.reports[-1]["learners"]
    entries = [entry for row in rows for entry in row["modules"]]
    print("\n\n".join("\n".join(lines) for lines in term.typed))
    print("hand-ins:", len(hand_ins()), dict(Counter(one.learner.way for one in hand_ins())))
    for module in term.reports[-1]["modules"]:
        print({k: module[k] for k in ("id", "handed_in", "late", "missing", "attempts", "middle")})
    print("late entries:", sum(e["late"] for e in entries))
    print("not counted:", dict(Counter(why for e in entries for why in e["uncounted"])))
    print("waiting:", dict(Counter(one["kind"] for one in term.reports[-1]["waiting"])))
    print("signs:", dict(Counter(r["rule"] for row in rows for r in row["may_need_help"])))
    print("most failed:", term.reports[-1]["checks"][:3])
