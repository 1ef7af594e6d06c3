# what: one output larger than the grader takes
# score: visible=0 hidden=0
# ended: over a limit, died
print('x' * 60_000_000)
