"""The sample pages as people meet them: legible, reachable, at every width, light and dark."""

import pytest

from tests.browser import chromium

PAGES = ["/components/", "/components/tracker/", "/components/marking/"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(samples, open_page, path, scheme, width):
    page = open_page(samples + path, width=width, color_scheme=scheme, bypass_csp=True)

    assert chromium.violations(page) == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 640])
def test_no_page_scrolls_sideways_even_with_spaced_text(samples, open_page, path, width):
    page = open_page(samples + path, width=width, bypass_csp=True)
    plain = chromium.overflow(page)
    chromium.space_out(page)

    assert (plain, chromium.overflow(page)) == (0, 0)


@pytest.mark.parametrize("path", PAGES)
def test_every_control_is_drawn_and_large_enough(samples, open_page, path):
    page = open_page(samples + path, width=320)

    assert chromium.invisible_controls(page) == []
    assert chromium.small_targets(page, 40) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_what_has_the_focus_on_the_mark_sheet_is_never_covered(samples, open_page, width):
    page = open_page(samples + "/components/marking/", width=width)

    assert chromium.covered_when_focused(page, 24) == []


@pytest.mark.parametrize("path", PAGES)
def test_the_content_policy_stops_nothing(samples, open_page, path):
    page = open_page("about:blank")
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(samples + path)
    page.wait_for_load_state("networkidle")

    assert complaints == []


def test_welsh_letters_come_from_our_own_font(samples, open_page):
    page = open_page(samples + "/components/tracker/")
    page.evaluate("document.fonts.ready")

    loaded = page.evaluate(
        "[...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family)"
    )
    assert {"Atkinson Next", "Atkinson Next Ext", "Source Serif"} <= {
        family.strip('"') for family in loaded
    }
