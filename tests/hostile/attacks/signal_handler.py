# what: an alarm in the middle of a check
# score: visible=0 hidden=0
# ended: ran, died
import os, signal
def stop(number, frame):
    os._exit(0)
signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.5, 0.5)
