"""What is wrong with a page in a real browser: axe, targets, reflow, big text, requests, CSP."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

PHONE, DESK = 390, 1280
AXE = Axe()
ALL = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast"]  # all that another scheme changes
SMALLEST_TARGET = 44
PATIENCE = 60_000  # milliseconds: eight people may share two cores

_VIOLATIONS = """
window.__refused = [];
document.addEventListener("securitypolicyviolation",
  (e) => window.__refused.push(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile || ""}`));
"""
_WIDE = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return [];
  const edge = document.documentElement.clientWidth;
  const scrolled = (el) => { for (let p = el.parentElement; p; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== "visible") return true; return false; };
  const guilty = [...document.body.querySelectorAll("*")].filter(
    (el) => el.getBoundingClientRect().right > edge + 1 && !scrolled(el));
  return [`${wide}px: ` + guilty.slice(0, 4).map((el) => `${el.tagName}.${el.className}`).join(", ")];
}"""
_BIG_TEXT = """() => {
  const all = [...document.body.querySelectorAll("*")];
  const told = all.map((el) => { const s = getComputedStyle(el); return [s.fontSize, s.lineHeight]; });
  all.forEach((el, i) => {
    el.style?.setProperty("font-size", 2 * parseFloat(told[i][0]) + "px", "important");
    if (told[i][1] !== "normal")
      el.style?.setProperty("line-height", 2 * parseFloat(told[i][1]) + "px", "important");
  });
}"""
_SMALL = """(least) => {
  const asked = "button, .button, summary, select, textarea, input:not([type=hidden]), .tabs a, "
    + ".places a, .card-link, .choice";
  return [...document.querySelectorAll(asked)].filter((el) => !el.closest("dialog:not([open])")
      && !el.matches(".link, .off") && el.checkVisibility({ visibilityProperty: true })).map((el) => {
    const at = (el.matches("[type=radio], [type=checkbox]") && el.closest("label, td, th")) || el;
    const { width, height } = at.getBoundingClientRect();
    return width + .5 >= least && height + .5 >= least || !width ? null
      : `${el.tagName}.${el.className} "${(el.innerText || el.name || "").trim().slice(0, 30)}" `
        + `${Math.round(width)}×${Math.round(height)}`;
  }).filter(Boolean);
}"""


def watched(context: BrowserContext, origin: str) -> Page:
    """A new page that remembers what its CSP refused, its errors, and requests leaving the origin."""
    context.add_init_script(_VIOLATIONS)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.complaints = []  # type: ignore[attr-defined]
    told: list[str] = page.complaints  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: told.append(f"script: {error}"))
    page.on(
        "console",
        lambda message: told.append(f"console: {message.text}")
        if message.type == "error" and "status of 4" not in message.text
        and "status of 5" not in message.text else None,
    )  # fmt: skip
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((origin, "data:", "blob:", "about:"))
            else told.append(f"left the origin: {request.url}")
        ),
    )
    return page


def axe(page: Page, rules: list[str] = ALL) -> list[str]:
    """What axe-core finds: rule, place, in words."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("(options) => axe.run(document, options)", options)["violations"]
    return [
        f"axe {one['id']}: {node['target']} {(node.get('failureSummary') or one['help'])[:300]}"
        for one in found
        for node in one["nodes"]
    ]


def faults(page: Page, *, last: bool = False) -> list[str]:
    """Everything wrong with the open page at both widths and in both schemes; empty when good.

    Dark is looked at on the wide screen only: the phone has the same colours in other places.
    `last`: the page is not needed any more, and is left with its letters twice as big.
    """
    screen(page, DESK, "dark")
    found = [f"{DESK} dark: {one}" for one in axe(page, COLOURS)]
    for width in (DESK, 1024, 640, PHONE, 320):
        screen(page, width, "light")
        found += [f"{width}: scrolls sideways by {one}" for one in page.evaluate(_WIDE)]
        if width in (DESK, PHONE):
            found += [f"{width} light: {one}" for one in axe(page)]
            small = page.evaluate(_SMALL, SMALLEST_TARGET)
            found += [f"{width}: too small: {one}" for one in small]
    found += page.evaluate("window.__refused || []")
    found += page.complaints  # type: ignore[attr-defined]
    # A phone scales the text alone; a desktop zooms, which is the 640 px above.
    screen(page, PHONE, "light")
    page.evaluate(_BIG_TEXT)
    found += [f"text 200 %: scrolls sideways by {one}" for one in page.evaluate(_WIDE)]
    if not last:
        page.reload()
    return list(dict.fromkeys(found))


def screen(page: Page, width: int, scheme: Any) -> None:
    """Show the page at a width, in a scheme."""
    page.set_viewport_size({"width": width, "height": 844 if width < 600 else 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
