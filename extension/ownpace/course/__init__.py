"""The course model: what ``course.json`` holds, and how a notebook is divided into steps."""

from ownpace.course.model import Check, Course, Module, Resource, Rules, Step
from ownpace.course.outline import outline

__all__ = ["Check", "Course", "Module", "Resource", "Rules", "Step", "outline"]
