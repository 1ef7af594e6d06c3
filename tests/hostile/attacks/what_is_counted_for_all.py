# what: using up what the system counts for all processes of a user together
# score: visible=0 hidden=0
# ended: ran, died
# flag: C libraries
# absent: UNBOUNDED
import ctypes
for name in ("max_net_namespaces", "max_inotify_instances"):
    try:
        print("UNBOUNDED", open(f"/proc/sys/user/{name}", "w").write("1000000"))
    except OSError:
        pass
libc = ctypes.CDLL(None)
if sum(libc.inotify_init() >= 0 for _ in range(100)) > 50:
    print("UNBOUNDED watchers")
if libc.unshare(0x10000000) == 0 and libc.unshare(0x40000000) == 0:
    print("UNBOUNDED networks")
