"""axe-core, run on a part of the page; it comes with the front end's development packages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "extension" / "node_modules" / "axe-core" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# JupyterLab's body has no height, for which axe takes all text to be out of sight.
_VISIBLE = "body { height: 100vh !important; }"
_RUN = """
async ([scope, tags]) => {
  const found = await axe.run(scope, {runOnly: {type: 'tag', values: tags}});
  const told = found.violations.map(
    rule => `${rule.id}: ${rule.nodes.map(node => node.html + ' ' + node.failureSummary).join()}`
  );
  return [told, found.passes.map(rule => rule.id)];
}
"""


@dataclass(frozen=True)
class Found:
    """What breaks a rule of WCAG 2.2 AA, and the rules that were looked at and hold."""

    violations: list[str]
    passes: list[str]


def run_axe(page: Page, scope: str) -> Found:
    """Look at the elements that ``scope`` (CSS) selects."""
    assert _AXE.exists(), "axe-core is missing: run `jlpm` in extension/"
    page.add_style_tag(content=_VISIBLE)
    page.add_script_tag(path=_AXE)
    return Found(*page.evaluate(_RUN, [scope, _TAGS]))


def axe_finds_nothing(page: Page, scope: str) -> None:
    """Assert that nothing in ``scope`` breaks a rule, contrast really looked at."""
    found = run_axe(page, scope)
    assert found.violations == [], scope
    assert "color-contrast" in found.passes
