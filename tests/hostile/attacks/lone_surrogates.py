# what: text that is no Unicode
# score: visible=0 hidden=0
print('\ud800')
display({'text/plain': '\udfff'}, raw=True)
