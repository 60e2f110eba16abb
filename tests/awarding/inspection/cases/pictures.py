"""Pictures: JPG and PNG."""

from awarding.inspection import Facts
from tests.awarding.inspection import other_files as f

ACCEPTED = {
    "a JPG": ("photo.jpg", lambda: f.picture("JPEG"), "jpg", Facts(width=60, height=40)),
    "a JPEG in colours for print": (
        "photo.jpeg",
        lambda: f.picture("JPEG", mode="CMYK"),
        "jpg",
        Facts(width=60, height=40),
    ),
    "a JPG of one pixel": (
        "dot.jpg",
        lambda: f.picture("JPEG", (1, 1)),
        "jpg",
        Facts(width=1, height=1),
    ),
    "two JPGs in one, as some phones save them": (
        "photo.jpg",
        lambda: f.picture("MPO", save_all=True, append_images=[f.Image.new("RGB", (60, 40))]),
        "jpg",
        Facts(width=60, height=40),
    ),
    "a PNG": ("shot.png", f.picture, "png", Facts(width=60, height=40)),
}

REFUSED = {
    "half a JPG": (
        "a.jpg",
        lambda: f.picture("JPEG", (900, 900))[:4000],
        "damaged",
        "jpg",
    ),
    "half a PNG": ("a.png", lambda: f.picture(size=(900, 900))[:4000], "damaged", "png"),
    "a PNG of rubbish": ("a.png", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 99, "damaged", "png"),
    "a picture of 2,500 million pixels": ("a.png", f.huge_png, "too-many-pixels", "png"),
    "a picture of 64 million pixels": (
        "a.png",
        lambda: f.huge_png(8_000),
        "too-many-pixels",
        "png",
    ),
    "a picture that moves": ("a.png", f.animated, "moving-picture", "png"),
}
