"""Colours are legible in light and dark, for each tenant; what is vendored is what came."""

import hashlib
import json
import re

import pytest

from tests.house.template_words import ROOT

SCSS = ROOT / "tools" / "vendoring" / "scss"
STATIC = ROOT / "static"
TENANTS = sorted((STATIC / "css" / "tenants").glob("*.css"))
SETTING = re.compile(r"--([\w-]+):\s*([^;]+);")
TEXT, CONTROL = 4.5, 3.0
PAIRS = [
    ("p-text", "p-paper", TEXT), ("p-text", "p-card", TEXT), ("p-text", "p-raised", TEXT),
    ("p-text", "p-field", TEXT), ("p-quiet", "p-paper", TEXT), ("p-quiet", "p-card", TEXT),
    ("p-quiet", "p-raised", TEXT), ("p-link", "p-paper", TEXT), ("p-link", "p-card", TEXT),
    ("p-link", "p-raised", TEXT), ("p-link-hover", "p-paper", TEXT),
    ("p-visited", "p-paper", TEXT), ("p-visited", "p-card", TEXT),
    ("p-danger", "p-card", TEXT), ("p-danger", "p-paper", TEXT), ("p-success", "p-card", TEXT),
    ("p-amber", "p-card", TEXT), ("p-on-brand", "p-brand", TEXT),
    ("p-on-brand", "p-brand-ink", TEXT), ("p-on-brand", "p-button", TEXT),
    ("p-on-brand", "p-button-hover", TEXT), ("p-edge", "p-card", CONTROL),
    ("p-edge", "p-paper", CONTROL), ("p-edge", "p-field", CONTROL),
    ("p-bar", "p-bar-track", CONTROL), ("p-bar-amber", "p-bar-track", CONTROL),
    ("p-bar-red", "p-bar-track", CONTROL), ("p-bar-green", "p-bar-track", CONTROL),
    ("p-mark", "p-card", CONTROL), ("p-mark", "p-paper", CONTROL),
    *((f"p-{tone}-text", f"p-{tone}-ground", 7.0)
      for tone in ("red", "amber", "green", "blue", "grey", "purple")),
]  # fmt: skip


def luminance(colour):
    """How light a colour is, as WCAG counts it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one, other):
    """The contrast between two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(scheme, tenant):
    """Every token of a scheme as a colour, with the tenant's own colours in it."""
    source = (SCSS / "_tokens.scss").read_text()
    block = re.search(rf"@mixin {scheme} \{{(.*?)\n\}}", source, re.DOTALL)[1]
    own = dict(SETTING.findall(tenant.read_text()))
    return {name: resolved(value, own) for name, value in SETTING.findall(block)}


def resolved(value, own):
    """The colour a token has for this tenant."""
    named = re.fullmatch(r"var\(--([\w-]+), (#\w{6})\)", value)
    return own.get(named[1], named[2]) if named else value


@pytest.mark.parametrize("tenant", TENANTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_what_is_read_stands_out(tenant, scheme, front, ground, least):
    colours = tokens(scheme, tenant)

    assert ratio(colours[front], colours[ground]) >= least


@pytest.mark.parametrize("tenant", TENANTS, ids=lambda path: path.stem)
def test_a_dark_button_has_an_edge_where_its_ground_is_faint(tenant):
    colours = tokens("dark", tenant)

    assert ratio(colours["p-button-edge"], colours["p-card"]) >= CONTROL


@pytest.mark.parametrize("tenant", TENANTS, ids=lambda path: path.stem)
def test_a_tenant_sets_its_eight_colours_and_nothing_else(tenant):
    names = [name for name, _value in SETTING.findall(tenant.read_text())]

    parts = ("brand", "brand-ink", "accent", "link")
    assert sorted(names) == sorted(
        [f"tenant-{part}{dark}" for part in parts for dark in ("", "-dark")]
    )


def test_focus_stands_out_on_every_ground():
    for scheme in ("light", "dark"):
        assert ratio("#1a1d21", "#ffd23f") >= TEXT, scheme


def test_every_vendored_file_is_on_record_with_its_checksum():
    vendor = STATIC / "vendor"
    packages = json.loads((vendor / "vendor.json").read_text())
    recorded = {name: sha for package in packages for name, sha in package["sha256"].items()}
    found = {
        str(path.relative_to(vendor)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.rglob("*")
        if path.is_file() and path.name != "vendor.json"
    }

    assert found == recorded
    assert {package["licence"] for package in packages} == {"MIT", "OFL-1.1"}


def test_the_style_sheet_has_no_government_fonts_and_no_addresses():
    styles = (STATIC / "css" / "portal.css").read_text()

    unwanted = ("GDS Transport", "crown", "crest", "url(http", 'url("http', "sourceMapping")
    assert [word for word in unwanted if word in styles] == []


def test_the_lock_of_the_style_tools_names_no_address():
    assert "http" not in (ROOT / "tools" / "vendoring" / "package-lock.json").read_text()
