# what: a display nested beyond any depth
# score: visible=0 hidden=0
# ended: ran, died
deep = []
for _ in range(100000):
    deep = [deep]
try:
    display({"application/json": deep}, raw=True)
except RecursionError:
    print("too deep")
