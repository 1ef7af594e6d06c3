"""A module as it lies on disk: notebooks, mistakes, files, and what shows without a run."""
