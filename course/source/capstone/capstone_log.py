"""Your own learning log, out of the files that this course keeps, or the log of an example.

You may read this file, but you do not need to. It reads ``answers.json`` and ``quiz.json`` of the
modules beside this one, and ``course.json``. It writes ``my_log.csv`` and ``my_minutes.csv``, in
this folder, and only when you ask for your own log.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

HERE = Path(__file__).parent
ENOUGH = 20  #: answers; with fewer there is little to see
OWN = (HERE / "my_log.csv", HERE / "my_minutes.csv")
EXAMPLE = (HERE / "example_log.csv", HERE / "example_minutes.csv")
LOG_COLUMNS = ["module", "question", "misses", "sure", "at"]
MINUTES_COLUMNS = ["module", "planned", "real"]

Json = dict[str, Any]
Tables = tuple[pd.DataFrame, pd.DataFrame]


def load_log(own: bool = False, course: Path | None = None) -> Tables:
    """The log (a row for each answer) and the minutes (a row for each module).

    With ``own`` they are yours, if there are enough answers; they are then kept in two files of
    this folder, since who marks your work has none of your other modules. ``course``: the folder
    with all modules, if it is another than the one above this.
    """
    if not own:
        return _told(_read(*EXAMPLE), "The log of an example (simulated)")
    log, minutes = gathered(course or HERE.parent)
    if len(log) >= ENOUGH:
        log.to_csv(OWN[0], index=False)
        minutes.to_csv(OWN[1], index=False)
        print("Kept in my_log.csv and my_minutes.csv, which go with what you hand in.")
    if all(path.is_file() for path in OWN):
        return _told(_read(*OWN), "Your own log")
    print(f"There are {len(log)} answers of yours so far, and {ENOUGH} are needed.")
    return _told(_read(*EXAMPLE), "So here is the log of an example (simulated)")


def gathered(course: Path) -> Tables:
    """What the files of the modules in ``course`` say; one that cannot be read says nothing."""
    rows: list[Json] = []
    minutes: list[Json] = []
    planned = {module["id"]: module.get("minutes") for module in _modules(course)}
    for module in planned:
        answers = _part(_json(course / module / "answers.json"), "answers")
        quizzes = _part(_json(course / module / "quiz.json"), "quizzes")
        rows += _rows(module, answers, quizzes)
        said = [_part(found, "value") for found in _of_kind(answers, "checkin").values()]
        real = next((value["minutes"] for value in said if "minutes" in value), None)
        minutes.append({"module": module, "planned": planned[module], "real": real})
    log = pd.DataFrame(rows, columns=LOG_COLUMNS)
    return log, pd.DataFrame(minutes, columns=MINUTES_COLUMNS)


def _rows(module: str, answers: Json, quizzes: Json) -> Iterator[Json]:
    """A row for each answer in a practice quiz; in one for points nobody knows what is right."""
    for name, answer in _of_kind(answers, "quiz").items():
        if _part(quizzes, name).get("graded"):
            continue
        questions = _part(_part(answer, "value"), "questions")
        for question in questions:
            given = _part(questions, question)
            yield {
                "module": module,
                "question": question,
                "misses": given.get("misses", 0),
                "sure": given.get("sure", ""),
                "at": _local(answer.get("at")),
            }


def _of_kind(answers: Json, kind: str) -> Json:
    found = {name: _part(answers, name) for name in answers}
    return {name: answer for name, answer in found.items() if answer.get("kind") == kind}


def _local(at: Any) -> str:
    """The files hold the time of Greenwich; here it is that of this computer."""
    try:
        return datetime.fromisoformat(at).astimezone().replace(tzinfo=None).isoformat()
    except (TypeError, ValueError):
        return ""


def _modules(course: Path) -> list[Json]:
    """The modules of the course, in its order."""
    files = [course / "course.json", HERE / "course.json"]
    found = next((path for path in files if path.is_file()), None)
    modules = _json(found).get("modules", []) if found else []
    return [module for module in modules if isinstance(module, dict) and "id" in module]


def _json(path: Path) -> Json:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _part(whole: Json, name: str) -> Json:
    found = whole.get(name)
    return found if isinstance(found, dict) else {}


def _read(log: Path, minutes: Path) -> Tables:
    answers = pd.read_csv(log)
    answers["at"] = pd.to_datetime(answers["at"], errors="coerce")
    return answers, pd.read_csv(minutes)


def _told(tables: Tables, whose: str) -> Tables:
    log, _ = tables
    print(f"{whose}: {len(log)} answers in {log['module'].nunique()} modules.")
    return tables
