# what: run_ast_nodes of IPython's own class runs nothing
# score: visible=0 hidden=0
# flag: run_ast_nodes
from IPython.core.interactiveshell import InteractiveShell
async def fine(self, *args, **kwargs):
    return False
InteractiveShell.run_ast_nodes = fine
