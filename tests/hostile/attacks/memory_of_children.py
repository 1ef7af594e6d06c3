# what: memory without end in many processes
# score: visible=0 hidden=0
# ended: over a limit
import os, time
for _ in range(8):
    if os.fork() == 0:
        held = bytearray(os.urandom(1) * (150 << 20))
        time.sleep(100)
        os._exit(0)
time.sleep(100)
