"""Planning and reviewing: what a learner means to do when, and what comes back. Pure functions; the
time is passed in."""
