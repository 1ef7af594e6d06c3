# what: memory without end
# score: visible=0 hidden=0
# ended: ran, over a limit, died
held = []
while True:
    held.append(bytearray(10 << 20))
