"""``course.yml``: read, validated with every problem at once, and compiled into a course."""

from ownpace_graders.course_file.compile import Released, compile_course
from ownpace_graders.course_file.corrections import (
    CORRECTIONS_FILE,
    CorrectionEntry,
    add_correction,
    load_corrections,
)
from ownpace_graders.course_file.folders import MADE_BY_OWNPACE, films_left_out
from ownpace_graders.course_file.lists import add_to_list, read_list
from ownpace_graders.course_file.load import COURSE_FILE, load, read_for
from ownpace_graders.course_file.models import CourseFile, ModuleEntry
from ownpace_graders.course_file.problems import CourseFileError, Problem, closest
from ownpace_graders.course_file.questions import load_bank, read_questions
from ownpace_graders.course_file.selection import chosen

__all__ = [
    "CORRECTIONS_FILE",
    "COURSE_FILE",
    "MADE_BY_OWNPACE",
    "CorrectionEntry",
    "CourseFile",
    "CourseFileError",
    "ModuleEntry",
    "Problem",
    "Released",
    "add_correction",
    "add_to_list",
    "chosen",
    "closest",
    "compile_course",
    "films_left_out",
    "load",
    "load_bank",
    "load_corrections",
    "read_for",
    "read_list",
    "read_questions",
]
