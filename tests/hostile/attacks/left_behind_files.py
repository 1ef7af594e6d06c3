# what: files wherever one may write
# score: visible=0 hidden=0
import os
for folder in ("/tmp", "/dev/shm", "/", "/var/tmp", "/mnt", "/usr", "/dev", os.path.expanduser("~")):
    try:
        open(os.path.join(folder, "LEFT-BEHIND"), "w").write("LEFT-BEHIND")
    except OSError as error:
        print(folder, type(error).__name__)
