# what: reading the memory and root of other processes
# score: visible=0 hidden=0
# absent: OPENED
import glob, os
for path in glob.glob("/proc/[0-9]*"):
    if os.readlink("/proc/self") not in path:
        for part in ("mem", "maps", "root/etc/hostname", "fd/0"):
            try:
                # One that is ending has nothing left to read.
                held = open(os.path.join(path, part), "rb")
                if part == "mem" or held.read(100):
                    print("OPENED", path, part)
            except OSError:
                pass
