# what: a daemon by two forks
# score: visible=0 hidden=0
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execvp("sleep", ["sleep", "98766"])
    os._exit(0)
