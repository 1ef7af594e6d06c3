"""What a learner answers inside a notebook. Each activity is a module of its own here."""
