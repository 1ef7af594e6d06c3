# what: files without end
# score: visible=0 hidden=0
number = 0
while True:
    number += 1
    open(f"{number}.bin", "wb").write(bytes(5 << 20))
