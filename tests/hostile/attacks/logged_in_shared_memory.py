# what: a function that keeps its arguments in shared memory
# score: visible=1 hidden=1
import mmap
shared = mmap.mmap(-1, 4096)
def square(x):
    shared.write(f"{x} ".encode())
    return x * x
# %% later
print(shared[:200])
