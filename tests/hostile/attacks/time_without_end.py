# what: a cell that never ends
# score: visible=0 hidden=0
while True:
    pass
