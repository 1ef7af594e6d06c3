"""*Feedback*: fetch it from the exchange, list what is there, or open the zip file it came in."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import PurePosixPath

from ownpace.course.model import Module
from ownpace.errors import ArchiveError, CourseError, WorkError
from ownpace.learner import learner_id
from ownpace.server.desk import Desk, View
from ownpace.server.panel import panel
from ownpace.server.wire import FeedbackOpened, FeedbackPages
from ownpace.store.attempts import moment_of
from ownpace.store.bundle import Bundle, open_bundle
from ownpace.store.class_answers import CLASS_FILE, ClassAnswers, parse_class_answers
from ownpace.store.feedback import is_page
from ownpace.store.files import write_atomically
from ownpace.store.layout import FEEDBACK, MORE_TIME_FILE, refuse_escape, stamp
from ownpace.store.modules import workshop
from ownpace.store.more_time import MoreTime, parse_more_time
from ownpace.store.progress import make_folder
from ownpace.store.replies import REPLIES_FILE, Replies, newest, parse_replies


def fetch_feedback(desk: Desk, module_id: str, now: datetime) -> FeedbackPages:
    """Fetch what is new and list every page, newest attempt first. Raises ``WorkError``
    (``no-feedback``) when there is none."""
    view = desk.look()
    module = view.module(module_id)
    refuse_escape(desk.folder, desk.folder.feedback(module_id))
    with workshop(desk.folder) as place:
        desk.channel.fetch_feedback(module, place / FEEDBACK)
        for page in sorted((place / FEEDBACK).glob("*/[!.]*.html")):
            _put(desk, module_id, page.parent.name, page.name, page.read_bytes())
    view = desk.record(now)
    pages = _pages(desk, view, module, now)
    if not pages:
        raise WorkError(
            f"There is no feedback for “{module.title}” yet.",
            hint="Look again later; the rules of the course say when to expect it.",
            code="no-feedback",
        )
    return FeedbackPages(pages=pages, panel=panel(desk, view, now))


def open_feedback(desk: Desk, content: bytes, now: datetime) -> FeedbackOpened:
    """Put the pages of the teacher's zip file in place. Raises ``ArchiveError`` when it is not
    one, and ``CourseError`` when it is for another course."""
    view = desk.look()
    with open_bundle(BytesIO(content), "feedback") as bundle:
        module = _module_of(view, bundle)
        refuse_escape(desk.folder, desk.folder.feedback(module.id))
        replies = _replies(desk, view, module, bundle)
        shared = _class_answers(view, module, bundle)
        more = _more_time(desk, view, bundle)
        pages = {_place(name, bundle): bundle.read(name) for name in _page_names(bundle)}
    for (attempt, name), page in pages.items():
        _put(desk, module.id, attempt, name, page)
    if replies is not None:
        _put_replies(desk, replies)
    if shared is not None:
        desk.put_class_answers(shared)
    if more is not None:
        desk.put_more_time(more)
    view = desk.record(now)
    return FeedbackOpened(
        module=module.id, pages=_pages(desk, view, module, now), panel=panel(desk, view, now)
    )


def _module_of(view: View, bundle: Bundle) -> Module:
    if bundle.manifest.course != view.course.id:
        raise CourseError(
            f"This feedback is for another course, {bundle.manifest.course}.",
            hint="Choose the file that came for this course.",
            code="other-course",
        )
    return view.module(bundle.manifest.module)


def _replies(desk: Desk, view: View, module: Module, bundle: Bundle) -> Replies | None:
    """The replies in the bundle, with those that came before. Somebody else's are left out."""
    if REPLIES_FILE not in bundle.names or not _is_for(desk, view, bundle.manifest.learner):
        return None
    came = parse_replies(bundle.read(REPLIES_FILE))
    if (came.course, came.module) != (view.course.id, module.id):
        raise _other_module("replies")
    both = newest((*view.inquiries.replies.get(module.id, ()), *came.replies))
    return came.model_copy(update={"replies": both})


def _class_answers(view: View, module: Module, bundle: Bundle) -> ClassAnswers | None:
    """What others wrote, if it is in the bundle: it is for anybody of the class."""
    if CLASS_FILE not in bundle.names:
        return None
    came = parse_class_answers(bundle.read(CLASS_FILE))
    if (came.course, came.module) != (view.course.id, module.id):
        raise _other_module("answers of the class")
    return came


def _more_time(desk: Desk, view: View, bundle: Bundle) -> MoreTime | None:
    """What the bundle says of this learner's dates; of somebody else's nothing is taken."""
    if MORE_TIME_FILE not in bundle.names or not _is_for(desk, view, bundle.manifest.learner):
        return None
    came = parse_more_time(bundle.read(MORE_TIME_FILE))
    return came if came.course == view.course.id else None


def _other_module(what: str) -> ArchiveError:
    return ArchiveError(
        f"The {what} in this zip file are about another module.",
        hint="Ask your teacher to send it again.",
        code="bundle-altered",
    )


def _is_for(desk: Desk, view: View, learner: str) -> bool:
    """Whether a bundle names the learner of this folder, as far as that is known here."""
    known = desk.learner(view.progress)
    try:
        return known is None or learner_id(known) == learner_id(learner)
    except WorkError:
        return False


def _put_replies(desk: Desk, replies: Replies) -> None:
    path = desk.folder.replies(replies.module)
    refuse_escape(desk.folder, path)
    make_folder(path.parent)
    write_atomically(path, replies.model_dump_json(indent=1) + "\n")


def _page_names(bundle: Bundle) -> list[str]:
    names = [name for name in bundle.names if is_page(PurePosixPath(name).name)]
    if not names and not {REPLIES_FILE, CLASS_FILE, MORE_TIME_FILE} & set(bundle.names):
        raise ArchiveError(
            "There is no feedback page in this zip file.",
            hint="Ask your teacher to send it again.",
            code="bundle-empty",
        )
    return names


def _place(name: str, bundle: Bundle) -> tuple[str, str]:
    """The attempt and the page that a name in the bundle stands for: ``[feedback/]ATTEMPT/PAGE``,
    or ``PAGE`` alone for the attempt of the bundle's own time."""
    path = PurePosixPath(name.removeprefix(f"{FEEDBACK}/"))
    attempt = path.parent.as_posix()
    if attempt == ".":
        return stamp(bundle.manifest.at), path.name
    if "/" in attempt or moment_of(attempt) is None:
        raise ArchiveError(
            f"{name[:80]!r} in the zip file names no attempt.",
            hint="Ask your teacher to send it again.",
            code="bundle-altered",
        )
    return attempt, path.name


def _put(desk: Desk, module_id: str, attempt: str, name: str, page: bytes) -> None:
    target = desk.folder.feedback(module_id) / attempt / name
    refuse_escape(desk.folder, target)
    make_folder(target.parent)
    write_atomically(target, page)


def _pages(desk: Desk, view: View, module: Module, now: datetime) -> tuple[str, ...]:
    found = view.state_of(module, now).feedback
    return tuple(desk.on_server(desk.folder.root / page) for page in found)
