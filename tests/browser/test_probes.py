"""What the browser tests look for is found when it is there."""

from tests.browser import chromium

FAULTS = """<!doctype html><html lang="en"><head><title>Faults</title></head>
<body><main><h1>Faults</h1>
<input type="checkbox" id="a" style="opacity: 0"><label for="a">Remember me</label>
<input type="text"><div><a href="#x">Low</a></div>
<div style="position: fixed; inset: 0; background: #fff"></div></main></body></html>"""


def test_a_field_without_a_label_an_unseen_box_a_low_link_and_a_cover_are_found(open_page):
    page = open_page("about:blank")
    page.set_content(FAULTS)

    assert [found.split(":")[0] for found in chromium.violations(page)] == ["label"]
    assert [found[:25] for found in chromium.invisible_controls(page)] == [
        '<input type="checkbox" id',
        '<input type="text">',
    ]
    assert '<a href="#x">Low</a>' in chromium.small_targets(page, 40)
    assert len(chromium.covered_when_focused(page, 3)) == 3


def test_a_page_that_is_too_wide_is_found(open_page):
    page = open_page("about:blank", width=320)
    page.set_content("<meta name=viewport content='width=device-width'><pre>" + "wide " * 100)

    assert chromium.overflow(page) > 0
