# what: garbage on every open descriptor
# score: visible=0 hidden=0
# flag: own channel
# ended: died
import os
for number in range(3, 256):
    try:
        os.write(number, b"\xff" * 4096)
    except OSError:
        pass
