# what: a cell that never ends and hears no signal
# score: visible=0 hidden=0
# ended: timed out
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGALRM, signal.SIG_IGN)
while True:
    pass
