# what: the last turn at the processor, and the first to be ended, for all processes there are
# score: visible=0 hidden=0
import glob
for path in (*glob.glob("/proc/[0-9]*/oom_score_adj"), *glob.glob("/proc/[0-9]*/autogroup")):
    try:
        with open(path, "w") as file:
            file.write("1000" if "oom" in path else "19")
    except OSError:
        pass
