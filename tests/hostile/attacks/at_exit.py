# what: work that waits for the end of the process
# score: visible=0 hidden=0
# absent: LATE
import atexit
atexit.register(lambda: print("LATE"))
