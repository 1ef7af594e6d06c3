# what: all descriptors are closed
# score: visible=0 hidden=0
# ended: died
import os
os.closerange(3, 256)
