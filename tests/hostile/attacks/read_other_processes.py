# what: reading the memory and root of other processes
# score: visible=0 hidden=0
# absent: OPENED
import glob, os
for path in glob.glob("/proc/[0-9]*"):
    if os.readlink("/proc/self") not in path:
        for part in ("mem", "maps", "root/etc/hostname", "fd/0"):
            try:
                print("OPENED", path, part, open(os.path.join(path, part), "rb").read(100)) if part != "mem" else print("OPENED", open(path + "/mem", "rb"))
            except OSError:
                pass
