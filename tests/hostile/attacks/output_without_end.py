# what: output without end
# score: visible=0 hidden=0
# ended: over a limit
while True:
    print("x" * 100000)
