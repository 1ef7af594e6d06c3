"""Who is who: a CSV of learners, as Moodle and Canvas export it, or with any header that says what
is in it."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from ownpace.errors import CommandError, WorkError
from ownpace.learner import learner_id
from ownpace_graders.collect.labels import canvas_key, moodle_key

ROSTER = "roster.csv"
LARGEST = 10_000_000  # bytes
#: What columns are called, folded, in the order in which one is chosen for the learner's id: those
#: of Moodle's grade export and grading worksheet, of Canvas's gradebook, and what people write.
_IDS = (
    *("learner", "username", "user name", "sis login id", "login id", "login", "id number"),
    *("student id", "sis user id", "student number", "user id", "id"),
)
_MAILS = ("email address", "email", "e mail", "mail")
_NAMES = ("full name", "name", "student", "student name", "fullname")
_FIRST = ("first name", "given name", "firstname", "vorname")
_LAST = ("last name", "surname", "family name", "lastname", "nachname")
#: In which a platform's own number of a learner stands, that it puts in names of files.
_MOODLE = ("identifier", "participant")
_CANVAS = ("id", "canvas user id")
#: Rows of Canvas's gradebook that are about nobody, as last and first name.
_NOBODY = ("points possible", "student, test")
#: Accents on letters, and the vowel points that Hebrew and Arabic are often written without. Other
#: marks are as much of a name as its letters are.
_OPTIONAL = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼʻ`´′")
_HEADER = "Its first line names the columns, such as: id,name,email"


class Person(NamedTuple):
    """One learner. ``keys`` are all that a file may call them, folded. A name that the roster has
    in one piece is not taken apart: it is ``first`` then, unless a comma says what the last is."""

    id: str
    name: str
    keys: frozenset[str]
    first: str = ""
    last: str = ""
    mail: str = ""


class Roster:
    """Looks learners up by id, mail, name, or the number that a learning platform gives them."""

    def __init__(self, people: Iterable[Person] = (), file: str = "") -> None:
        self.file = file
        self._by_key: dict[str, set[str]] = {}
        self._people: dict[str, Person] = {}
        for person in people:
            self._people[person.id] = person
            for key in person.keys:
                self._by_key.setdefault(key, set()).add(person.id)

    def __bool__(self) -> bool:
        return bool(self._people)

    def people(self) -> tuple[Person, ...]:
        return tuple(self._people.values())

    def ids(self) -> frozenset[str]:
        return frozenset(self._people)

    def find(self, *called: str) -> Person | None:
        """Who is called so: by the first of the names that only one learner has."""
        for name in called:
            found = self._by_key.get(folded(name), set())
            if len(found) == 1:
                return self._people[next(iter(found))]
        return None

    def is_shared(self, *called: str) -> bool:
        """Whether several learners are called so."""
        return any(len(self._by_key.get(folded(name), ())) > 1 for name in called)


def read_roster(path: Path) -> Roster:
    """Who stands in it twice, under the same name, is one. Raises ``CommandError`` that names the
    line of what is wrong."""
    rows = _rows(path)
    header, places = _header(rows, path)
    people: dict[str, tuple[int, Person]] = {}
    for number, row in enumerate(rows[header + 1 :], start=header + 2):
        person = _person(_cells(places, row), path, number)
        if person is None:
            continue
        same = person.id.casefold()
        first, before = people.get(same, (number, person))
        if (before.id, before.name) != (person.id, person.name):
            raise CommandError(
                f"{path.name}: lines {first} and {number} are both {person.id}.",
                hint="Give each learner an id of their own.",
                code="roster",
            )
        people[same] = first, person._replace(keys=before.keys | person.keys)
    return Roster((person for _, person in people.values()), path.name)


def folded(text: str) -> str:
    """A name so that capitals, accents, signs, what is not seen, and the order of its words do not
    count, nor in which of Unicode's ways it was written."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    if "@" in plain:
        return plain.strip()
    bare = _OPTIONAL.sub("", unicodedata.normalize("NFKD", plain))
    return " ".join(sorted("".join(map(_letter, bare)).split()))


def _letter(character: str) -> str:
    kind = unicodedata.category(character)
    return character if kind[0] in "LMN" else "" if kind == "Cf" else " "


def run_together(last: str, first: str) -> str:
    """As Canvas writes a name before a file: last and first name, without signs."""
    return "".join(_letter(c) for c in f"{last}{first}").replace(" ", "")


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise CommandError(
                f"{path} is too large for a list of learners.",
                code="roster",
                hint="Mend the roster, then run it again.",
            )
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CommandError(
            f"{path} is not UTF-8 text.", hint="Save it as CSV in UTF-8.", code="roster"
        ) from problem
    except OSError as problem:
        raise CommandError(
            f"{path} cannot be read ({problem.strerror}).",
            hint="Name the CSV file: `ownpace collect --inbox DIR --roster FILE`.",
            code="roster",
        ) from problem


def _rows(path: Path) -> list[list[str]]:
    text = _text(path)
    reader = csv.reader(StringIO(text), dialect=_dialect(text))
    try:
        return list(reader)
    except csv.Error as problem:
        raise CommandError(
            f"{path.name}, line {reader.line_num}: {problem}.",
            hint="Save it as CSV in UTF-8.",
            code="roster",
        ) from problem


def _dialect(text: str) -> type[csv.Dialect]:
    first = text.partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Found


def _header(rows: Sequence[Sequence[str]], path: Path) -> tuple[int, Mapping[str, int]]:
    """The line of the header, which need not be the first, and where each of its columns is."""
    for number, row in enumerate(rows[:5]):
        places = {_column(name): place for place, name in reversed(list(enumerate(row)))}
        if any(name in places for name in (*_IDS, *_MAILS, *_NAMES, *_LAST)):
            return number, places
    raise CommandError(
        f"{path.name} does not say which column is a learner's id, name or mail.",
        hint=_HEADER,
        code="roster",
    )


def _column(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", name.casefold()).split())


def _cells(places: Mapping[str, int], row: Sequence[str]) -> dict[str, str]:
    found = {name: row[place].strip() for name, place in places.items() if place < len(row)}
    return {name: text for name, text in found.items() if text}


def _person(cells: Mapping[str, str], path: Path, number: int) -> Person | None:
    """``None`` for a line that is about nobody: an empty one, and Canvas's *Points Possible*,
    *Manual Posting* and test student."""
    first, last = _first_of(cells, _FIRST), _first_of(cells, _LAST)
    name = _first_of(cells, _NAMES) or f"{first} {last}".strip()
    mail = _first_of(cells, _MAILS)
    given = _first_of(cells, _IDS) or mail or name
    if not given or _in_canvas(cells) in _NOBODY:
        return None
    try:
        identity = learner_id(given)
    except WorkError as problem:
        raise CommandError(
            f"{path.name}, line {number}: {problem.message}", hint=problem.hint, code="roster"
        ) from problem
    called = {*(cells.get(c, "") for c in _IDS), mail, name, f"{first} {last}", identity}
    called |= {moodle_key(n) for c in _MOODLE for n in re.findall(r"\d+$", cells.get(c, ""))}
    called |= {canvas_key(cells[c]) for c in _CANVAS if c in cells}
    called |= set(_together(name, first, last))
    keys = frozenset(filter(None, map(folded, called)))
    return Person(identity, name or given, keys, *_in_two(name, first, last), mail)


def _in_canvas(cells: Mapping[str, str]) -> str:
    """The name as Canvas's gradebook has it: in one column, or in two."""
    parts = (cells.get("lastname", ""), cells.get("firstname", ""))
    return (cells.get("student") or ", ".join(filter(None, parts))).casefold()


def _in_two(name: str, first: str, last: str) -> tuple[str, str]:
    if first or last:
        return first, last
    family, comma, given = name.partition(", ")
    return (given, family) if comma else (name, "")


def _together(name: str, first: str, last: str) -> Iterator[str]:
    if last or first:
        yield run_together(last, first)
    if ", " in name:
        family, _, given = name.partition(", ")
        yield run_together(family, given)
    elif " " in name:
        given, _, family = name.rpartition(" ")
        yield run_together(family, given)


def _first_of(cells: Mapping[str, str], names: Iterable[str]) -> str:
    return next((cells[name] for name in names if name in cells), "")
