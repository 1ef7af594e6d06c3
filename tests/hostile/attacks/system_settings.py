# what: writing the settings of the system
# score: visible=0 hidden=0
# absent: OPENED
import glob
for path in ("/proc/sys/kernel/core_pattern", "/proc/sys/vm/overcommit_memory", "/proc/sysrq-trigger", "/proc/self/oom_score_adj"):
    try:
        with open(path, "r+") as file:
            if "oom" not in path:
                print("OPENED", path)
    except OSError as error:
        print(path, error)
