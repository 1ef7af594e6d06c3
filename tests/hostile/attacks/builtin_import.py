# what: imports give what one wishes
# score: visible=0 hidden=0
# flag: builtins.__import__
import builtins
real = builtins.__import__
def mine(name, *args, **kwargs):
    return real(name, *args, **kwargs)
builtins.__import__ = mine
