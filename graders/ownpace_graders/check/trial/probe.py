"""What runs in the kernel of a solution beside its cells: how far what matplotlib drew stands out,
and how much memory it took. Sent there as text, so it imports nothing of ours.

Ratios are those of WCAG 2.2 (relative luminance, contrast ratio). Least are 4.5 for words (3 for
large ones: 1.4.3), and 3 for lines, marks and areas (1.4.11), by their fill or their edge.
Not measured: pictures, colour maps, and what is drawn see-through (areas, lines of 5 points and
more), which is taken as a shade behind the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import wraps
from importlib import import_module
from typing import Any

Color = Sequence[float]
Found = tuple[str, str, float, float]  #: what it is, its kind, its ratio, the least

WORDS, LARGE, SHAPES = 4.5, 3.0, 3.0
WIDE = 5  #: points
_WHITE = (1.0, 1.0, 1.0)
_BOLD = {"semibold", "demibold", "demi", "bold", "heavy", "extra bold", "black"}

_seen: list[dict[str, Any]] = []
_cell = {"cell": ""}  #: the text of the one that runs


def begin() -> None:
    """Measure each figure whenever it is drawn, from now on."""
    base: Any = import_module("matplotlib.backend_bases").FigureCanvasBase
    draw = base.print_figure

    @wraps(draw)
    def drawn(canvas: Any, *arguments: Any, **options: Any) -> Any:
        result = draw(canvas, *arguments, **options)
        _measure(canvas.figure)
        return result

    base.print_figure = drawn
    import_module("IPython").get_ipython().events.register("pre_run_cell", _enter)


def told() -> str:
    """All of it as JSON."""
    return json.dumps({"memory_mb": _memory(), "low": _seen})


def _enter(run: Any) -> None:
    _cell["cell"] = run.raw_cell


def _measure(figure: Any) -> None:
    try:
        found = [*_words(figure), *(f for axes in figure.axes for f in _shapes(axes))]
    except Exception as error:  # a figure of a kind that we do not know is no fault of its author
        _seen.append({**_cell, "unknown": f"{type(error).__name__}: {error}"})
        return
    for what, kind, ratio, least in found:
        if round(ratio, 2) < least:
            about = {"what": what, "kind": kind, "ratio": round(ratio, 2), "least": least}
            _seen.append({**_cell, **about})


def _words(figure: Any) -> Iterator[Found]:
    for text in figure.findobj(import_module("matplotlib.text").Text):
        words = str(text.get_text()).strip()
        if words and text.get_visible() and text.get_alpha() != 0:
            color = _rgba(text.get_color(), text.get_alpha())
            yield words, "words", contrast(color, _behind(text, figure)), _least(text)


def _least(text: Any) -> float:
    """WCAG's large text: 18 points, or 14 in bold."""
    size, weight = text.get_fontsize(), text.get_weight()
    bold = weight in _BOLD or (isinstance(weight, int | float) and weight >= 600)
    return LARGE if size >= 18 or (size >= 14 and bold) else WORDS


def _behind(text: Any, figure: Any) -> Color:
    """What is behind the middle of a text: its box, or a bar, or the axes, or the paper."""
    box = text.get_window_extent()
    middle = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    below = _paper(figure)
    for axes in figure.axes:
        if axes.patch.get_window_extent().contains(*middle):
            below = _over(axes.get_facecolor(), below)
            for patch in sorted(axes.patches, key=lambda patch: patch.zorder):
                if patch.get_visible() and patch.contains_point(middle):
                    below = _over(patch.get_facecolor(), below)
    frame = text.get_bbox_patch()
    return _over(frame.get_facecolor(), below) if frame else below


def _shapes(axes: Any) -> Iterator[Found]:
    below = _over(axes.get_facecolor(), _paper(axes.figure))
    for line in axes.lines:
        if line.get_visible() and not (_see_through(line) and line.get_linewidth() >= WIDE):
            yield str(line.get_label()), "a line", _best(_line_colors(line), below), SHAPES
    for area in (*axes.patches, *axes.collections):
        mapped = getattr(area, "get_array", lambda: None)() is not None
        colors = [] if mapped or not area.get_visible() else _area_colors(area)
        if colors:
            yield str(area.get_label()), "an area or mark", _best(colors, below), SHAPES


def _line_colors(line: Any) -> list[Color]:
    if line.get_linestyle() not in ("None", "none", " ", ""):
        return [_rgba(line.get_color(), line.get_alpha())]
    colors = (line.get_markerfacecolor(), line.get_markeredgecolor())
    return [_rgba(color, line.get_alpha()) for color in colors]


def _area_colors(area: Any) -> list[Color]:
    """Of its fill and its edge, which each may be one or many; none of a shade."""
    is_patch = hasattr(area, "get_path") and not hasattr(area, "get_offsets")
    faces, edges = area.get_facecolor(), area.get_edgecolor()
    found = [tuple(faces), tuple(edges)] if is_patch else [*map(tuple, faces), *map(tuple, edges)]
    if (is_patch or not len(area.get_offsets())) and any(0 < color[3] < 1 for color in found):
        return []
    return [color for color in found if color[3]]


def _see_through(artist: Any) -> bool:
    return artist.get_alpha() is not None and artist.get_alpha() < 1


def _best(colors: Sequence[Color], below: Color) -> float:
    return max(contrast(color, below) for color in colors)


def contrast(color: Color, below: Color) -> float:
    """WCAG's ratio, 1 to 21, of a colour (with its alpha) on an opaque one."""
    light, dark = sorted((_luminance(_over(color, below)), _luminance(below)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color[:3])
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _over(color: Color, below: Color) -> Color:
    *rgb, alpha = color
    return tuple(alpha * c + (1 - alpha) * d for c, d in zip(rgb, below, strict=True))


def _rgba(color: Any, alpha: float | None = None) -> Color:
    found: Color = import_module("matplotlib.colors").to_rgba(color, alpha)
    return found


def _paper(figure: Any) -> Color:
    return _over(_rgba(figure.get_facecolor()), _WHITE)


def _memory() -> float:
    """The most that this process held at once, in MB; 0 where the system does not say."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            line = next(line for line in status if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    except (OSError, StopIteration):
        return 0.0
