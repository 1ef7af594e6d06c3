"""The teacher's side of Ownpace: release, collect, grade, feedback and reports.

Importing it is cheap; nbgrader (2 s to import) is loaded by ``bridge`` when a command uses it.
"""
