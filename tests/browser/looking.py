"""What a careful eye finds on a page: by axe, by measuring, by reading."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

WIDE = ViewportSize(width=1360, height=900)
PHONE = ViewportSize(width=390, height=844)
NARROWEST = ViewportSize(width=320, height=700)

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
_COLORS = ["color-contrast", "link-in-text-block"]
_ALL = {"resultTypes": ["violations"], "runOnly": _TAGS}
# The theme changes colors and nothing else; the width changes everything else.
_COLORS_ONLY = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": _COLORS}}
_BUT_COLORS = {**_ALL, "rules": {rule: {"enabled": False} for rule in _COLORS}}
_RUN_AXE = """async (options) => {
  const said = (rule, node) => `${rule}: ${node.html.slice(0, 160)} – ${node.failureSummary.split("\\n")[1].trim()}`;
  const {violations} = await axe.run(document, options);
  return violations.flatMap(({id, nodes}) => nodes.slice(0, 3).map((node) => said(id, node)));
}"""

# The fortieth row of a table is like the fourth, and axe is slow. What is folded away is unfolded for it.
_FOR_AXE = """() => {
  const later = (selector, from, to) => [...document.querySelectorAll(selector)].slice(from, to);
  later("main tbody", 0).forEach(({rows}) => [...rows].slice(12, -1).forEach((row) => row.remove()));
  later("main article.rec", 4).forEach((card) => card.remove());
  later("main details", 0).forEach((each) => { each.open = true });
}"""

# What stands out of a window of this width, and would make the whole page scroll sideways.
_TOO_WIDE = """() => {
  const page = document.documentElement, width = page.clientWidth;
  if (page.scrollWidth <= width) return [];
  const isCut = (each) => each && (getComputedStyle(each).overflowX !== "visible" || isCut(each.parentElement));
  const out = [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > width + 1 && !isCut(each.parentElement));
  return [`${page.scrollWidth} px`, ...out.slice(-2).map((each) => each.outerHTML.slice(0, 120))];
}"""

# Words that a program says to itself: raw values, moments as stored, wrong plurals, unrendered templates.
_MACHINE_WORDS = r"""() => {
  const whole = /^(None|null|undefined|True|False|NaN|\[\]|\{\}|\(\))$/;
  const part = /\{\{|\{%|object \(|<\w+: |\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
  const plural = /(^|\s)1 (partner|program|cycle|da?y|row|message|allocation|grant|state|overlap|fact|week|case)s\b/;
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), bad = [];
  while (walk.nextNode()) {
    const text = walk.currentNode.data.trim();
    const isTyped = walk.currentNode.parentElement.closest("textarea, code");
    if (!isTyped && [whole, part, plural].some((words) => words.test(text))) bad.push(text.slice(0, 120));
  }
  return bad;
}"""


def findings(page: Page) -> Iterator[str]:
    """All that is wrong with the page that is open, in both themes and at three widths; it is left wide and light."""
    if page.locator("[hx-trigger^='load']").count():
        page.wait_for_load_state("networkidle")
    yield from (f"says {words!r}" for words in page.evaluate(_MACHINE_WORDS))
    if not page.title().partition(" · ")[0].strip():
        yield "has no title of its own"
    for size in (PHONE, NARROWEST):
        page.set_viewport_size(size)
        yield from (f"at {size['width']} px is too wide: {what}" for what in page.evaluate(_TOO_WIDE))
    page.evaluate(_FOR_AXE)
    page.set_viewport_size(PHONE)
    inject_axe(page)
    yield from axe(page, "phone", _BUT_COLORS)
    page.set_viewport_size(WIDE)
    yield from axe(page, "light", _ALL)
    page.emulate_media(color_scheme="dark")
    yield from axe(page, "dark", _COLORS_ONLY)
    page.emulate_media(color_scheme="light")


def inject_axe(page: Page) -> None:
    page.evaluate(Axe().axe_script)


def axe(page: Page, look: str, rules: dict[str, Any] = _ALL) -> list[str]:
    """What axe says of the page as it stands; its script must be there."""
    return [f"in {look}: {found}" for found in page.evaluate(_RUN_AXE, rules)]
