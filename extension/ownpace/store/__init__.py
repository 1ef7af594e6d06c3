"""The learner's files: reading and writing them, and judging nothing more than they show.

Knows no web server and no nbgrader. Every file here may be damaged or hostile: what is read is
limited in size, and a file that cannot be used raises an ``OwnpaceError`` or is passed over.
"""
