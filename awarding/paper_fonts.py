"""The fonts a paper needs beyond our own, found by the letters that stand on it."""

from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

FOLDER = Path(settings.BASE_DIR) / "static" / "vendor" / "fonts"
OURS = ("atkinson-next-400", "atkinson-next-400-ext")
SCRIPTS = (
    "noto-vietnamese",
    "noto-greek",
    "noto-greek-ext",
    "noto-cyrillic",
    "noto-cyrillic-ext",
    "noto-armenian",
    "noto-georgian",
    "noto-hebrew",
    "noto-arabic",
    "noto-devanagari",
    "noto-bengali",
    "noto-gujarati",
    "noto-tamil",
    "noto-thai",
    "noto-chinese-traditional",
    "noto-chinese-simplified",
    "noto-japanese",
    "noto-korean",
)


def style_for(text: str) -> str:
    """Return the style that brings the fonts of the letters ours do not have, or nothing."""
    chosen = fonts_for(text)
    if not chosen:
        return ""
    families = ", ".join(f'"{one}"' for one in chosen)
    faces = (_face(one) for one in chosen)
    return "\n".join([*faces, f'html {{ font-family: atk, atkext, {families}, "DejaVu Sans" }}'])


def fonts_for(text: str) -> list[str]:
    """Return the fewest fonts that have what ours do not, each taking all it can.

    A name is drawn in one font where one has all of it: Chinese, Japanese and Korean share
    letters that each draws in its own way.
    """
    rest = {ord(one) for one in text}.difference(*(letters_of(one) for one in OURS))
    chosen: list[str] = []
    while True:
        best = max(SCRIPTS, key=lambda one: len(rest & letters_of(one)))
        if not rest & letters_of(best):
            return chosen
        chosen.append(best)
        rest -= letters_of(best)


@cache
def letters_of(name: str) -> frozenset[int]:
    """Return every letter one of our font files can draw."""
    with TTFont(FOLDER / f"{name}.woff2", lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def all_letters() -> frozenset[int]:
    """Return every letter that one of our font files can draw."""
    return frozenset().union(*(letters_of(one) for one in (*OURS, *SCRIPTS)))


def _face(name: str) -> str:
    return f'@font-face {{ font-family: "{name}"; src: url("../vendor/fonts/{name}.woff2"); }}'
