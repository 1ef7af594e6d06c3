# what: cells are transformed into nothing
# score: visible=0 hidden=0
# flag: transform_cell
get_ipython().transform_cell = lambda source: 'pass\n'
