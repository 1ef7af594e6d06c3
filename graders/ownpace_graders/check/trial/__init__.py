"""A module put to the test: its solution runs, and so do the notebooks of four learners."""
