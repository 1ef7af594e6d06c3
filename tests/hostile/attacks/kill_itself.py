# what: its own process is killed
# score: visible=0 hidden=0
# ended: died
import os, signal
os.kill(os.getpid(), signal.SIGKILL)
