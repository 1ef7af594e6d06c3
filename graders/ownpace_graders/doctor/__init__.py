"""``ownpace doctor``: what this machine lacks, and the command that mends it."""

from ownpace_graders.doctor.examination import doctor

__all__ = ["doctor"]
