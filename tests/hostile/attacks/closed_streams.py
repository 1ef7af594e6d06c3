# what: standard streams are closed
# score: visible=0 hidden=0
import os, sys
sys.stdout.close()
sys.stderr.close()
os.closerange(0, 3)
