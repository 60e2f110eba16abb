"""Debian's Chromium, and what the tests ask of a page in it."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PROBES = re.sub(r"^//.*\n", "", (Path(__file__).parent / "probes.js").read_text()).strip()
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""


@contextmanager
def launched() -> Iterator[Browser]:
    """A running browser.

    Playwright keeps an event loop in this thread for as long as it runs, and Django would refuse
    every query of the tests that follow as made from one; no code of ours is asynchronous.
    """
    named = os.environ.get("PORTAL_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "The browser tests need Chromium: install it with 'apt-get install chromium'."
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def violations(page: Page) -> list[str]:
    """What axe finds wrong, one line each. The page's context must bypass the content policy."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def overflow(page: Page) -> int:
    """How many pixels the page is too wide."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def space_out(page: Page) -> None:
    """Space the text as WCAG 1.4.12 lets people do."""
    page.add_style_tag(content=SPACING)


def invisible_controls(page: Page) -> list[str]:
    """Controls that take input but draw no box: neither themselves nor by their label."""
    return page.evaluate(f"{PROBES}.invisible()")


def small_targets(page: Page, least: int) -> list[str]:
    """Controls and links too low to hit with a finger; a link inside a sentence may be."""
    return page.evaluate(f"{PROBES}.small({least})")


def covered_when_focused(page: Page, stops: int) -> list[str]:
    """Tab through the page: what has the focus but lies under something else."""
    found = []
    for _stop in range(stops):
        page.keyboard.press("Tab")
        found.append(page.evaluate(f"{PROBES}.covered()"))
    return [one for one in found if one]
