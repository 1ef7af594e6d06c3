"""Write what is released, and nothing else, into the learners' repository."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ownpace.course import Course
from ownpace.errors import CommandError
from ownpace.store.courses import read_course
from ownpace.store.files import write_atomically
from ownpace_graders.bridge import open_classroom
from ownpace_graders.course_file import (
    CourseFile,
    Released,
    compile_course,
    load,
    load_corrections,
)
from ownpace_graders.lines import Line, Summary
from ownpace_graders.publish.addresses import refuse_bad_hub, repository_of
from ownpace_graders.publish.content import COURSE, RELEASED, Content, gather
from ownpace_graders.publish.readme import README, openings, readme
from ownpace_graders.publish.secrets import refuse_secrets


def publish(root: Path, folder: Path, hub: str | None = None) -> Summary:
    """Bring ``folder`` up to date with what is released of the course at ``root``.

    The same release gives the same bytes. README.md is written once and then the teacher's own;
    other files that are not ours stay untouched. It has Binder's badge and, with ``hub`` (the
    address of a JupyterHub), nbgitpuller's link, where ``folder`` is a clone.

    Raises CommandError where ``folder`` holds something else, or where a solution, a hidden check
    or a key would be published; nothing is written then.
    """
    if hub is not None:
        refuse_bad_hub(hub)
    course_file = load(root)
    classroom = open_classroom(root)
    course, content = gather(classroom)
    refuse_secrets(classroom, content)
    _refuse_other(folder, course)
    links = openings(folder, hub)
    if not (folder / README).exists():
        content = {**content, README: readme(course, links)}
    try:
        written = _write(folder, content)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "Look whether it is yours to write in, then publish again."
        raise CommandError(f"{folder} cannot be written ({reason}).", hint=hint) from error
    lines = (
        _line(folder, course, written),
        *_unsaid(folder, links, hub),
        *_stale(root, course_file, course),
    )
    return Summary(command="publish", lines=lines)


def _refuse_other(folder: Path, course: Course) -> None:
    """A publication of this course, or nothing but what a new repository holds, may be written."""
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{folder} is not a folder.", hint="Name one, new or published before.")
    published = folder / COURSE
    if published.is_file():
        there = read_course(published)
        if there and there.id == course.id:
            return
        raise _not_ours(folder, "is the publication of another course")
    others = folder.iterdir() if folder.is_dir() else ()
    if any(not path.name.startswith((".", "LICENSE")) for path in others):
        raise _not_ours(folder, "holds something that is not a published course")


def _not_ours(folder: Path, why: str) -> CommandError:
    return CommandError(f"{folder} {why}.", hint="Name a folder that is new or empty.")


def _write(folder: Path, content: Content) -> int:
    """Write what differs, and remove what is no longer released; returns how many files changed."""
    changed = 0
    # course.json last: who reads it finds the modules it speaks of.
    for name in sorted(content, key=lambda name: (name == COURSE, name)):
        path = folder / name
        if not path.is_file() or path.read_bytes() != content[name]:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, content[name])
            changed += 1
        path.chmod(0o755 if path.name == "postBuild" else 0o644)
    return changed + _remove_old(folder, content)


def _remove_old(folder: Path, content: Mapping[str, bytes]) -> int:
    here = (path for path in (folder / RELEASED).rglob("*") if path.is_file())
    old = [path for path in here if path.relative_to(folder).as_posix() not in content]
    for path in old:
        path.unlink()
    return len(old)


def _line(folder: Path, course: Course, written: int) -> Line:
    modules = sum(module.released for module in course.modules)
    if not written:
        return Line(status="skipped", message=f"{folder} is up to date.")
    return Line(
        status="done",
        message=f"{folder} holds {modules} released modules ({written} files changed).",
        next="Commit it and push it to where learners find it.",
    )


def _unsaid(folder: Path, links: list[str], hub: str | None) -> list[Line]:
    """What README.md, which is the teacher's own once it is written, does not have."""
    text = (folder / README).read_text(encoding="utf-8", errors="replace")
    lines = [
        Line(status="skipped", message="README.md is yours, and lacks a link.", next=f"Add: {link}")
        for link in links
        if link not in text
    ]
    if repository_of(folder) is None:
        message = f"{folder} has no remote, which Binder's badge and nbgitpuller's link lead to."
        step = "git remote add origin ADDRESS in it, then publish again and add the links it names."
        lines.append(Line(status="skipped", message=message, next=step))
    elif hub is None and "git-pull?" not in text:
        message = "Learners of a JupyterHub need nbgitpuller's link."
        step = "ownpace publish DIR --hub https://hub.example.org"
        lines.append(Line(status="skipped", message=message, next=step))
    return lines


def _stale(root: Path, course_file: CourseFile, course: Course) -> list[Line]:
    """Whether course.yml has changed since the release that is published."""
    released = {
        module.id: Released(steps=module.steps, files=module.files)
        for module in course.modules
        if module.released
    }
    corrections = load_corrections(root, course_file)
    if compile_course(course_file, released, course.revision, corrections) == course:
        return []
    message = "course.yml has changed since the last release, which is what was published."
    return [Line(status="attention", message=message, next="ownpace release, then publish again")]
