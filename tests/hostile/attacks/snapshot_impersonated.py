# what: a process that waits where a snapshot would
# score: visible=0 hidden=0
import os, socket
for number in range(3, 60):
    try:
        copy = os.dup(number)
    except OSError:
        continue
