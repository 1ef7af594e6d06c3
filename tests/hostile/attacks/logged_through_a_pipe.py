# what: a function that tells its arguments to another process
# score: visible=1 hidden=1
import os
reader, writer = os.pipe()
def square(x):
    os.write(writer, f"{x} ".encode())
    return x * x
# %% later
os.set_blocking(reader, False)
print(os.read(reader, 10000))
