"""Faulty pages, each with the faults that must be found, and one page without any."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from devtools import Browser
from page_checks import Wish, check


@dataclass
class Case:
    name: str
    body: str
    # A piece of each fault that must be among those found; none: no fault may be found.
    expected: tuple[str, ...]
    style: str = ""


# What every page has: a way past the navigation, landmarks, a heading.
_FRAME = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Essai</title><style>
@page {{ size: A4 }}
body {{ background: #fff; color: #111 }}
:focus-visible {{ outline: 3px solid #00f }}
@media print {{ .sheet {{ break-after: page }} }}
{style}</style></head><body><a href="#contenu">Aller au contenu</a>
<main id="contenu"><h1>Essai</h1>{body}</main></body></html>"""

_OPEN = "default-src * 'unsafe-inline'"
_CLOSED = "default-src 'none'; style-src 'unsafe-inline'"
_SHEETS = '<p class="sheet">Une feuille</p>'
_SVG = '<svg width="200" height="60" viewBox="0 0 200 60" role="img" aria-label="Essai">{}</svg>'

CASES = [
    Case("a page without a fault", f"<p>Un texte.</p>{_SHEETS}<p>La deuxième.</p>", ()),
    Case("a script that speaks", "<script>console.log('a')</script>", ("console: ['a']", "script")),
    Case("a script that fails", "<script>null.x</script>", ("exception: ",)),
    Case("a script that the policy stops", "<script>1</script>", ("log: ", "issue: ")),
    Case("a request", '<img alt="" src="https://example.invalid/a.png">', ("request: https://",)),
    Case("a font from elsewhere", "<p>Un texte.</p>", ("request: file:",),
         "@font-face { font-family: f; src: url(f.woff) } p { font-family: f }"),
    Case("a faint text", '<p style="color: #888">Un texte.</p>', ("light: contrast 3.5",)),
    Case("a text that is faint in the dark", "<p>Un texte.</p>", ("dark: contrast 1.1",),
         "@media (prefers-color-scheme: dark) { p { color: #ddd; background: #eee } }"),
    Case("a faint text in a drawing",
         _SVG.format('<rect width="200" height="60" fill="#069"/><text y="30">Un texte</text>'),
         ("light: contrast",)),
    Case("texts of a drawing one over the other",
         _SVG.format('<text y="30">Un texte</text><text x="20" y="32">Un autre</text>'),
         ("« Un texte » over « Un autre »",)),
    Case("a text outside its drawing", _SVG.format('<text x="180" y="30">Un texte</text>'),
         ("leaves the drawing",)),
    Case("a page that scrolls sideways", '<div style="width: 500px">Un texte.</div>',
         ("400 px: the page scrolls sideways", "320 px: ")),
    Case("a table too wide once unfolded",
         '<details><summary>Plus</summary><p style="width: 1300px">Un texte.</p></details>',
         ("1280 px, all unfolded",)),
    Case("a focus that nobody sees", '<p><a href="#contenu">Un lien</a></p>',
         ("keyboard: the focus of",), ":focus-visible { outline: none }"),
    Case("an image without words", f'<img src="data:,">{_SHEETS}', ("axe image-alt",)),
    Case("a heading left out", "<h3>Trop bas</h3>", ("axe heading-order",)),
    Case("small targets", '<a href="#a">a</a><br><a href="#b">b</a>', ("axe target-size",),
         "main a { font-size: 8px; display: inline-block; line-height: 1 }"),
    Case("five sheets", _SHEETS * 4 + "<p>La cinquième.</p>", ("paper: 5 sheets",)),
    Case("one sheet", "<p>La seule.</p>", ("paper: 1 sheets",)),
    Case("sheets that are not A4", _SHEETS + "<p>La deuxième.</p>", ("a sheet is not A4",),
         "@page { size: A5 }"),
]


def run(browser: Browser, axe: str) -> int:
    """0 where every case gave what it must."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for case in CASES:
            page = Path(folder) / "page.html"
            policy = _CLOSED if "the policy stops" in case.name else _OPEN
            text = _FRAME.format(policy=policy, style=case.style, body=case.body)
            page.write_text(text, encoding="utf-8")
            faults = check(browser, page, Wish(sheets=range(2, 5), axe=axe)).faults
            missing = [one for one in case.expected if not any(one in fault for fault in faults)]
            if missing or (faults and not case.expected):
                wrong += 1
                print(f"{case.name}: missing {missing}, found {faults}")
    print(f"self-test: {len(CASES)} cases, {wrong} wrong")
    return 1 if wrong else 0
