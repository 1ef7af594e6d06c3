"""``course.yml``: read, validated with every problem at once, and compiled into a course."""

from ownpace_graders.course_file.compile import Released, compile_course
from ownpace_graders.course_file.folders import MADE_BY_OWNPACE, films_left_out
from ownpace_graders.course_file.load import COURSE_FILE, load, read_for
from ownpace_graders.course_file.models import CourseFile, ModuleEntry
from ownpace_graders.course_file.problems import CourseFileError, Problem, closest
from ownpace_graders.course_file.questions import load_bank, read_questions
from ownpace_graders.course_file.selection import chosen

__all__ = [
    "COURSE_FILE",
    "MADE_BY_OWNPACE",
    "CourseFile",
    "CourseFileError",
    "ModuleEntry",
    "Problem",
    "Released",
    "chosen",
    "closest",
    "compile_course",
    "films_left_out",
    "load",
    "load_bank",
    "read_for",
    "read_questions",
]
