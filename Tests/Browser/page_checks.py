"""What is asked of every page, in a real browser: silence, width, contrast, access, paper."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devtools import Browser, Tab

MEASURES = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")

# WCAG 2.2 AA and what axe-core holds to be good practice beside it.
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The rules that the dark colours could break; the others see the same page twice.
AXE_COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# Of text and what is behind it, WCAG 2.2, 1.4.3; asked of large texts and of drawings too.
LEAST_CONTRAST = 4.5
# A desk, a telephone, and what WCAG 2.2, 1.4.10 asks: no sideways scroll at 320 CSS pixels.
DESK, TELEPHONE, NARROWEST = 1280, 400, 320
# A page that the paper takes: A4, in PDF points, give or take its rounding.
A4 = (595, 842)
# The browser draws no picture higher than this.
_HIGHEST_PICTURE = 8000


@dataclass
class Wish:
    """What is wanted of one page beyond what all pages must be."""

    # Of the page on A4, both included.
    sheets: range | None = None
    # Where its screenshots and its PDF go.
    pictures: Path | None = None
    # axe-core's text; without it the page is not tried for access.
    axe: str | None = None


@dataclass
class Findings:
    """The faults of one page, and what was measured of it."""

    faults: list[str] = field(default_factory=list)
    sheets: int | None = None
    # Rules of axe-core that a person would have to decide.
    undecided: set[str] = field(default_factory=set)


def check(browser: Browser, page: Path, wish: Wish) -> Findings:
    """Opens the page, which says nothing and asks for nothing, and measures it at every width."""
    findings = Findings()
    url = page.resolve().as_uri()
    with browser.open_tab() as tab:
        _open(tab, url, DESK)
        findings.faults += [f"opened: {noise}" for noise in _noise(tab, url)]
        tab.evaluate(MEASURES)
        _check_keyboard(tab, findings)
        _photograph(tab, wish, page.stem + "-desk")
        for scheme in ("light", "dark"):
            _media(tab, scheme)
            _check_texts(tab, scheme, findings)
        _photograph(tab, wish, page.stem + "-dark")
        _media(tab, "light", forced="active")
        _check_texts(tab, "forced colours", findings)
        _media(tab, "light")
        if wish.sheets is not None or wish.pictures is not None:
            _print(tab, wish, page.stem, findings)
        _check_width(tab, f"{DESK} px", findings)
        for width in (TELEPHONE, NARROWEST):
            _resize(tab, width)
            if width == TELEPHONE:
                _photograph(tab, wish, page.stem + "-telephone")
            _check_width(tab, f"{width} px", findings)
        # The tables under the charts are there for who opens them.
        tab.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
        _check_width(tab, f"{NARROWEST} px, all unfolded", findings)
        _resize(tab, DESK)
        _check_width(tab, f"{DESK} px, all unfolded", findings)
        if wish.axe is not None:
            tab.evaluate(wish.axe)
            _check_access(tab, {"type": "tag", "values": AXE_TAGS}, "light", findings)
            _media(tab, "dark")
            _check_access(tab, {"type": "rule", "values": AXE_COLOUR_RULES}, "dark", findings)
    return findings


def _open(tab: Tab, url: str, width: int) -> None:
    for domain in ("Page", "Network", "Runtime", "Log", "Audits"):
        tab.call(domain + ".enable")
    _media(tab, "light")
    tab.call("Page.navigate", url=url)
    tab.wait_for("Page.loadEventFired")
    # Whatever a page starts late.
    tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    _resize(tab, width)


def _noise(tab: Tab, url: str) -> list[str]:
    """Everything the page said, asked for or tried to run."""
    noise = []
    for event in tab.events:
        method, params = event["method"], event["params"]
        if method == "Runtime.consoleAPICalled":
            noise.append("console: " + str([a.get("value") for a in params["args"]]))
        elif method == "Runtime.exceptionThrown":
            noise.append("exception: " + params["exceptionDetails"]["text"])
        elif method == "Log.entryAdded":
            noise.append("log: " + params["entry"]["text"])
        elif method == "Audits.issueAdded":
            noise.append("issue: " + params["issue"]["code"])
        elif method == "Network.requestWillBeSent" and params["request"]["url"] != url:
            noise.append("request: " + params["request"]["url"][:80])
        elif method == "Page.javascriptDialogOpening":
            noise.append("dialog: " + params["message"])
    scripts = tab.evaluate("document.scripts.length")
    return noise + ([f"{scripts} script(s)"] if scripts else [])


def _check_keyboard(tab: Tab, findings: Findings) -> None:
    """The first key stroke reaches the skip link, and what has the focus shows it."""
    for expected in ("Aller au contenu", None):
        for kind in ("keyDown", "keyUp"):
            tab.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab",
                     windowsVirtualKeyCode=9)
        text, left, outline = tab.evaluate(
            "(() => { const one = document.activeElement, style = getComputedStyle(one);"
            # After its last link a page hands the focus back.
            " if (one === document.body) return ['', 0, 9];"
            " return [one.textContent, one.getBoundingClientRect().left,"
            " style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)] })()")
        if expected is not None and text != expected:
            findings.faults.append(f"keyboard: begins at « {text[:40]} », not at « {expected} »")
        if left < 0 or outline < 2:
            findings.faults.append(f"keyboard: the focus of « {text[:40]} » is not seen")
    tab.evaluate("document.activeElement.blur()")


def _check_texts(tab: Tab, scheme: str, findings: Findings) -> None:
    faint = tab.evaluate(f"measure.faintTexts({LEAST_CONTRAST})")
    findings.faults += [f"{scheme}: contrast {text}" for text in faint]


def _check_width(tab: Tab, name: str, findings: Findings) -> None:
    """Nothing is wider than the window, and no label covers another at its sizes there."""
    colliding = tab.evaluate("measure.collidingTexts()")
    findings.faults += [f"{name}: {text}" for text in colliding]
    overflow = tab.evaluate("measure.overflow()")
    if overflow is not None:
        findings.faults.append(f"{name}: the page scrolls sideways, {overflow}")


def _check_access(tab: Tab, rules: dict[str, Any], scheme: str, findings: Findings) -> None:
    # Violations and what is undecided, each as its rule and the places it concerns.
    found = tab.evaluate(
        "axe.run(document, {resultTypes: ['violations', 'incomplete'], runOnly: %s}).then("
        "(all) => [all.violations, all.incomplete].map((kind) => kind.map((rule) =>"
        " [rule.id, rule.nodes.length, rule.nodes[0].target.join(' ')])))"
        % str(rules).replace("'", '"'))
    violations, undecided = found
    findings.faults += [
        f"{scheme}: axe {rule}, {count} place(s), first {place}"
        for rule, count, place in violations]
    findings.undecided |= {rule for rule, _, _ in undecided}


def _print(tab: Tab, wish: Wish, name: str, findings: Findings) -> None:
    answer = tab.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    pdf = base64.b64decode(answer["data"])
    findings.sheets = count_sheets(pdf)
    if wish.sheets is not None and findings.sheets not in wish.sheets:
        findings.faults.append(
            f"paper: {findings.sheets} sheets, not {wish.sheets.start} to {wish.sheets.stop - 1}")
    for size in re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf):
        if any(abs(float(side) - wanted) > 1 for side, wanted in zip(size, A4)):
            findings.faults.append("paper: a sheet is not A4")
    if wish.pictures is not None:
        wish.pictures.mkdir(parents=True, exist_ok=True)
        (wish.pictures / (name + ".pdf")).write_bytes(pdf)


def count_sheets(pdf: bytes) -> int:
    """The pages of a PDF that Chromium wrote: it leaves their descriptions uncompressed."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def _photograph(tab: Tab, wish: Wish, name: str) -> None:
    if wish.pictures is None:
        return
    wish.pictures.mkdir(parents=True, exist_ok=True)
    width, height = _size(tab)
    for part, top in enumerate(range(0, height, _HIGHEST_PICTURE)):
        clip = {"x": 0, "y": top, "width": width, "scale": 1,
                "height": min(_HIGHEST_PICTURE, height - top)}
        shot = tab.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        suffix = f"-{part + 1}" if height > _HIGHEST_PICTURE else ""
        (wish.pictures / f"{name}{suffix}.png").write_bytes(base64.b64decode(shot["data"]))


def _size(tab: Tab) -> tuple[int, int]:
    width, height = tab.evaluate(
        "[document.scrollingElement.clientWidth, document.scrollingElement.scrollHeight]")
    return int(width), int(height)


def _resize(tab: Tab, width: int) -> None:
    """Opens the window so far that it holds the page: what is measured has to be within it."""
    for height in (900, None):
        tab.call("Emulation.setDeviceMetricsOverride", width=width,
                 height=height or max(900, _size(tab)[1]), deviceScaleFactor=1, mobile=False)


def _media(tab: Tab, scheme: str, forced: str = "none") -> None:
    features = [
        {"name": "prefers-color-scheme", "value": scheme},
        {"name": "forced-colors", "value": forced},
    ]
    tab.call("Emulation.setEmulatedMedia", media="", features=features)
