# what: the shell becomes an object of a lazier class
# score: visible=0 hidden=0
# flag: class of the shell
class Lazy(type(get_ipython())):
    def run_cell(self, *args, **kwargs):
        return None
get_ipython().__class__ = Lazy
