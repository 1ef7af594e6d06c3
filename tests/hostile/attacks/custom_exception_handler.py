# what: an exception handler that shows nothing
# score: visible=0 hidden=0
# flag: custom_exceptions
get_ipython().set_custom_exc((Exception,), lambda *args, **names: None)
