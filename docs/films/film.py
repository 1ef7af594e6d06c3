"""A silent film that is drawn to its captions: they say what happens, and how long it takes.

The captions (WebVTT) stand beside the film. Each cue has an id, by which a film's own script knows
what to draw. The lowest fifth of the picture stays empty, since the captions show there.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

WIDTH, HEIGHT, RATE = 854, 480, 12  #: pixels, pixels, pictures a second
DPI = 100
#: Colours that differ for all kinds of colour vision (Okabe and Ito), on white.
INK, QUIET, BLUE, ORANGE = "#1f1f1f", "#8a8a8a", "#0072B2", "#D55E00"

_CUE = re.compile(r"^(\S+)\n(\d+):(\d\d\.\d{3}) --> (\d+):(\d\d\.\d{3})$", re.MULTILINE)


class Cue(NamedTuple):
    """One caption: its id, and when it begins and ends (seconds)."""

    name: str
    begins: float
    ends: float


#: Draws one moment on an empty figure: a cue's id, and how much of its time is over (0 to 1).
Draw = Callable[[Figure, str, float], None]


def make(folder: Path, name: str, draw: Draw) -> Path:
    """Draw ``<folder>/<name>.webm`` to the captions in ``<folder>/<name>.vtt``."""
    cues = read_cues(folder / f"{name}.vtt")
    target = folder / f"{name}.webm"
    with subprocess.Popen(_encoder(target), stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin
        for picture in pictures(cues, draw):
            encoder.stdin.write(picture)
        encoder.stdin.close()
    if encoder.returncode:
        raise SystemExit(f"ffmpeg ended with {encoder.returncode}.")
    return target


def read_cues(captions: Path) -> list[Cue]:
    """The cues, each of which begins when the one before it ends."""
    found = _CUE.findall(captions.read_text(encoding="utf-8"))
    cues = [Cue(name, _seconds(a, b), _seconds(c, d)) for name, a, b, c, d in found]
    ends = [0.0, *(cue.ends for cue in cues)]
    if [cue.begins for cue in cues] != ends[:-1]:
        raise SystemExit(f"{captions}: each cue has to begin when the one before it ends.")
    return cues


def pictures(cues: list[Cue], draw: Draw) -> Iterator[bytes]:
    """The film, a picture after the other, as rows of RGBA."""
    figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor="white")
    canvas = FigureCanvasAgg(figure)
    for cue in cues:
        count = round((cue.ends - cue.begins) * RATE)
        for number in range(count):
            figure.clear()
            draw(figure, cue.name, number / (count - 1))
            canvas.draw()
            yield bytes(canvas.buffer_rgba())


def eased(share: float, begins: float = 0, ends: float = 1) -> float:
    """How far a movement from ``begins`` to ``ends`` has come: it starts and stops softly."""
    x = min(max((share - begins) / (ends - begins), 0), 1)
    return x * x * (3 - 2 * x)


def _encoder(target: Path) -> list[str]:
    """VP9, small rather than quick; a whole picture each ten seconds, so that one can seek."""
    picture = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE)]
    coding = ["-c:v", "libvpx-vp9", "-crf", "36", "-b:v", "0", "-g", str(10 * RATE)]
    exact = ["-pix_fmt", "yuv420p", "-an", "-fflags", "+bitexact", "-flags:v", "+bitexact"]
    quiet = ["ffmpeg", "-y", "-loglevel", "error"]
    return [*quiet, *picture, "-i", "-", *coding, *exact, str(target)]


def _seconds(minutes: str, seconds: str) -> float:
    return int(minutes) * 60 + float(seconds)
