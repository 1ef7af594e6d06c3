# what: a process that means to outlive the notebook
# score: visible=0 hidden=0
import subprocess
subprocess.Popen(["sleep", "98765"], start_new_session=True)
