"""The words of a module: can everybody read them, and find their way in them?"""
