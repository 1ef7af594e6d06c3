# what: processes without end
# score: visible=0 hidden=0
# ended: over a limit, timed out, died
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
