"""Feedback pages that carry their result, run nothing and fetch no part of themselves (imports
nbconvert)."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import nh3
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

from ownpace.results import ModuleResult
from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.results import module_result

#: Forms of an output that only a live page can show; another form of the same output is shown.
_LIVE = ("application/vnd.jupyter.widget-view+json", "application/javascript")

_TAGS = nh3.ALLOWED_TAGS | {"main", "section", "figure", "figcaption", "label", "fieldset"}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"class", "id", "style", "title", "lang", "dir", "role", "tabindex", "aria-label"},
    "a": {"href", "name", "hreflang"},
    "img": {"src", "alt", "width", "height"},
}
_STYLES = {
    *("color", "background-color", "font-weight", "font-style", "font-family", "font-size"),
    *("text-align", "text-decoration", "vertical-align", "white-space", "width", "height"),
    *("max-width", "margin", "padding", "border", "border-collapse", "display"),
}
_BODY = re.compile(r"<body\b[^>]*>")
#: A head of nbconvert's fetches MathJax and others from servers of strangers.
_FETCHED = re.compile(r"<script\b.*?</script\s*>|<link\b[^>]*>", re.DOTALL | re.IGNORECASE)
_HEAD = '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n</head>\n<body>'
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*\Z")
#: A picture from a server of a stranger would tell it who reads the page.
_HERE = re.compile(r"[\w.%][\w./% -]*\Z")


class FeedbackPage(HTMLExporter):
    """nbgrader's feedback page: its head is ours, its body is cleaned of all that could run.

    Cleaning the finished body, rather than markdown and outputs one by one, also covers what the
    templates put in unescaped: LaTeX, image data, attributes.
    """

    def from_notebook_node(  # type: ignore[override]  # the same as HTMLExporter's own
        self, nb: NotebookNode, resources: Any = None, **kwargs: Any
    ) -> tuple[str, Any]:
        page, resources = super().from_notebook_node(_still(nb), resources, **kwargs)
        head, body = _parted(page)
        alone = _FETCHED.sub("", head)
        carried = alone.replace("</head>", f"{self._result(resources)}\n</head>", 1)
        return f"{carried}\n{clean(body)}\n</body>\n</html>\n", resources

    def _result(self, resources: Any) -> str:
        about = resources["nbgrader"]
        coursedir = getattr(self.parent, "coursedir", None)
        if coursedir is None:
            return ""
        classroom = Classroom(Path(coursedir.root), coursedir.course_id, self.parent)
        result = module_result(classroom, about["student"], about["assignment"])
        return "" if result is None else meta_tag(result)


def _parted(page: str) -> tuple[str, str]:
    """The head, with the tag that opens the body, which are the template's; and the body, in which
    the notebook is. A page of another make is all body."""
    opening = _BODY.search(page)
    if opening is None:
        return _HEAD, page
    return page[: opening.end()], page[opening.end() :]


def meta_tag(result: ModuleResult) -> str:
    """The tag by which a learner's server reads the score from a page."""
    content = html.escape(result.model_dump_json(), quote=True)
    return f'<meta name="ownpace-result" content="{content}">'


def clean(body: str) -> str:
    """``body`` without scripts, frames, forms, handlers and addresses that run something."""
    return nh3.clean(
        body,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_safe_attribute,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer",
        filter_style_properties=_STYLES,
    )


def _safe_attribute(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("img", "src"):
        return value if _PICTURE.match(value) or _HERE.match(value) else None
    if not value.strip().lower().startswith("data:"):
        return value
    return None


def _still(nb: NotebookNode) -> NotebookNode:
    """A copy whose outputs need no live page, with drawings as pictures, which run no script."""
    copy = deepcopy(nb)
    for data in _bundles(copy):
        if len(data) > 1:
            for kind in _LIVE:
                data.pop(kind, None)
        if drawing := data.pop("image/svg+xml", None):
            code = base64.b64encode("".join(drawing).encode()).decode()
            data["text/html"] = f'<img alt="figure" src="data:image/svg+xml;base64,{code}">'
    return copy


def _bundles(nb: NotebookNode) -> Iterator[Any]:
    for cell in nb.cells:
        for output in cell.get("outputs", []):
            if isinstance(output.get("data"), dict):
                yield output["data"]
