# what: a transformer that comments out every line
# score: visible=0 hidden=0
# flag: added hooks
get_ipython().input_transformers_post.append(lambda lines: ["#" + line for line in lines])
