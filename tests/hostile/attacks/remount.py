# what: the system made writable again
# score: visible=0 hidden=0
# absent: WROTE
import subprocess
print((done := subprocess.run("mount -o remount,rw / ; mount -o remount,rw /usr; touch /usr/x && echo WROTE; id; cat /proc/self/status | grep Cap", shell=True, capture_output=True, text=True)).stdout, done.stderr)
