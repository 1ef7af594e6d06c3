# what: threads without end
# score: visible=0 hidden=0
# ended: over a limit, ran
import threading
while True:
    threading.Thread(target=threading.Event().wait, daemon=True).start()
