"""How long the panel takes in a browser beyond JupyterLab's own start, and how smoothly it scrolls.

Prints a JSON line for 8 modules and one for 200: seconds from the launcher (JupyterLab's own start)
to the drawn panel, median of several openings; and the longest task while the list is scrolled to
its end. Then two lines for a slow laptop on a weak connection (CPU 4 times slower, 400 kbit/s,
400 ms): a first visit, when the browser has nothing yet of JupyterLab, and a second one, when it
has JupyterLab's own files. Exit status 1 over a limit.

    python -m tests.benchmarks.panel_browser [--opened N]
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

import ownpace
from ownpace.course import Course
from tests.support.lab import CHROMIUM_FLAGS, Lab, find_chromium, running_lab
from tests.support.learner import lesson, module, save, worked

LIMITS = {"extra_s": 0.3, "longest_task_ms": 50, "slow_extra_s": 10}
_PATIENCE = 600_000  # ms

_WATCH = """
window.seen = {};
const note = (name, selector) => {
  if (!(name in seen) && document.querySelector(selector)) {
    seen[name] = performance.now();
  }
};
new MutationObserver(() => {
  note('lab', '.jp-Launcher');
  note('panel', '#ownpace-panel .op-Module');
}).observe(document, {childList: true, subtree: true});
"""
_SCROLL = """
async () => {
  const panel = document.querySelector('#ownpace-panel');
  const tasks = [0];
  const observer = new PerformanceObserver(list => {
    tasks.push(...list.getEntries().map(entry => entry.duration));
  });
  observer.observe({entryTypes: ['longtask']});
  for (let top = 0; top < panel.scrollHeight; top += 120) {
    panel.scrollTop = top;
    await new Promise(requestAnimationFrame);
  }
  await new Promise(resolve => setTimeout(resolve, 200));
  observer.disconnect();
  return [panel.scrollHeight, Math.max(...tasks)];
}
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--opened", type=int, default=5, help="how often JupyterLab is opened")
    opened = parser.parse_args().opened
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        lines = [of_modules(chromium, count, opened) for count in (8, 200)]
        lines += slow(chromium)
        chromium.close()
    for line in lines:
        print(json.dumps({"benchmark": "panel_browser", **line}))
    return int(
        any(line[name] > limit for name, limit in LIMITS.items() for line in lines if name in line)
    )


def of_modules(chromium: Browser, count: int, opened: int) -> dict[str, Any]:
    with a_lab(count) as lab:
        page = a_page(chromium)
        open_panel(page, lab)  # what follows has JupyterLab's files in the cache
        times = [open_panel(page, lab) for _ in range(opened)]
        height, longest = page.evaluate(_SCROLL)
        page.context.close()
    return {
        "modules": count,
        "lab_s": median(time["lab"] for time in times),
        "panel_s": median(time["panel"] for time in times),
        "extra_s": median(time["panel"] - time["lab"] for time in times),
        "scrolled_px": height,
        "longest_task_ms": round(longest),
        "extension_bytes": extension_bytes(),
        "limits": {name: LIMITS[name] for name in ("extra_s", "longest_task_ms")},
    }


def slow(chromium: Browser) -> list[dict[str, Any]]:
    with a_lab(8) as lab:
        page = a_page(chromium)
        throttle(page)
        lines = [slow_line(visit, open_panel(page, lab)) for visit in ("first", "second")]
        page.context.close()
    return lines


def throttle(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    line = {"offline": False, "latency": 400}
    bytes_a_second = 400_000 // 8
    speed = {"downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second}
    devtools.send("Network.emulateNetworkConditions", {**line, **speed})


def slow_line(visit: str, time: dict[str, float]) -> dict[str, Any]:
    return {
        "modules": 8,
        "throttled": "CPU 4x, 400 kbit/s, 400 ms",
        "visit": visit,
        "lab_s": median([time["lab"]]),
        "panel_s": median([time["panel"]]),
        "slow_extra_s": median([time["panel"] - time["lab"]]),
        "limits": {"slow_extra_s": LIMITS["slow_extra_s"]},
    }


@contextmanager
def a_lab(count: int) -> Iterator[Lab]:
    """JupyterLab on a course of so many modules, all of them begun."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place, "course")
        modules = tuple(module(f"module-{n:03}", lesson()) for n in range(count))
        course = Course(revision=1, id="large", title="Large", modules=modules)
        root.mkdir()
        (root / "course.json").write_text(course.model_dump_json())
        for each in modules:
            save(root, each.id, worked(lesson(), passed=["right"]))
        with running_lab(root, Path(place, "home")) as lab:
            yield lab


def a_page(chromium: Browser) -> Page:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(_WATCH)
    return page


def open_panel(page: Page, lab: Lab) -> dict[str, float]:
    """Milliseconds from the navigation until JupyterLab, and until the panel, was there."""
    page.goto(lab.address(), timeout=_PATIENCE)
    page.wait_for_function("'lab' in seen && 'panel' in seen", timeout=_PATIENCE)
    found: dict[str, float] = page.evaluate("seen")
    return found


def median(milliseconds: Iterator[float] | list[float]) -> float:
    return round(statistics.median(milliseconds) / 1000, 2)


def extension_bytes() -> int:
    """What a browser loads of the panel, uncompressed."""
    static = Path(ownpace.__file__).parent / "labextension" / "static"
    return sum(path.stat().st_size for path in static.glob("*") if path.suffix in {".js", ".css"})


if __name__ == "__main__":
    sys.exit(main())
