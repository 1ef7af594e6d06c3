# what: displays of impossible shape
# score: visible=0 hidden=0
from IPython.display import publish_display_data
class Odd:
    def _repr_mimebundle_(self, **kwargs):
        return {"text/plain": 5, "text/html": ["<script>"], 7: None}
try:
    display(Odd())
except Exception as error:
    print(error)
get_ipython().display_pub.session.publish("execute_result", {"data": 5, "metadata": 7})
get_ipython().display_pub.session.publish("stream", {"name": {}, "text": 7})
get_ipython().display_pub.session.publish("display_data", {"data": {"text/plain": {"a": 1}}, "transient": 9})
