# what: run_cell of the shell runs nothing
# score: visible=0 hidden=0
# flag: run_cell
get_ipython().run_cell = lambda *args, **kwargs: None
