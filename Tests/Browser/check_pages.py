"""Opens every published page in a real browser and says what is wrong with it.

    check_pages.py --axe AXE.js --pictures FOLDER PAGES…    exits with 1 where a page has a fault
    check_pages.py PAGES…                                   the same, quicker: silence, width,
                                                            contrast and paper, no pictures
    check_pages.py --axe AXE.js --self-test                 proves that faults are found
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import self_test
from devtools import Browser
from page_checks import Findings, Wish, check

# A pole's page is printed for its meeting.
POLE_SHEETS = range(2, 5)
# Of a page, for 120 secretariats.
MOST_BYTES = 1_000_000


def main() -> int:
    arguments = _arguments()
    axe = arguments.axe.read_text(encoding="utf-8") if arguments.axe else None
    with Browser() as browser:
        if arguments.self_test:
            return self_test.run(browser, axe)
        pages = list(_pages(arguments.pages))
        if not pages:
            print("there are no pages", file=sys.stderr)
            return 1
        faulty = 0
        for page in pages:
            began = time.monotonic()
            findings = _check(browser, page, arguments.pictures, axe)
            _tell(page, findings, time.monotonic() - began)
            faulty += bool(findings.faults)
    print(f"{len(pages)} pages, {faulty} of them with faults")
    return 1 if faulty else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Opens pages in Chromium and checks them.")
    parser.add_argument("--axe", type=Path, help="axe-core, one script")
    parser.add_argument("--pictures", type=Path, help="folder for screenshots and PDFs")
    parser.add_argument("--self-test", action="store_true", help="check faulty pages instead")
    parser.add_argument("pages", type=Path, nargs="*", help="pages, and folders of pages")
    return parser.parse_args()


def _pages(places: list[Path]) -> Iterator[Path]:
    for place in places:
        yield from sorted(place.rglob("*.html")) if place.is_dir() else [place]


def _check(browser: Browser, page: Path, pictures: Path | None, axe: str | None) -> Findings:
    is_pole = page.name.startswith("pole-")
    # The page of what no pole holds may be short.
    sheets = POLE_SHEETS if is_pole and page.name != "pole-~3F.html" else None
    if is_pole and sheets is None:
        sheets = range(1, POLE_SHEETS.stop)
    folder = pictures / page.parent.name if pictures is not None else None
    findings = check(browser, page, Wish(sheets=sheets, pictures=folder, axe=axe))
    size = page.stat().st_size
    if size >= MOST_BYTES:
        findings.faults.append(f"{size} bytes")
    return findings


def _tell(page: Path, findings: Findings, seconds: float) -> None:
    sheets = f", {findings.sheets} sheets" if findings.sheets is not None else ""
    undecided = f", undecided {sorted(findings.undecided)}" if findings.undecided else ""
    name = f"{page.parent.name}/{page.name}"
    print(f"{name}: {page.stat().st_size} bytes{sheets}, {seconds:.1f} s{undecided}", flush=True)
    for fault in findings.faults[:20]:
        print(f"    {fault}")
    if len(findings.faults) > 20:
        print(f"    and {len(findings.faults) - 20} more")


if __name__ == "__main__":
    sys.exit(main())
