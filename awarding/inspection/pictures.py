"""Is a JPG or PNG picture fit to be used? Its size is known before it is decoded."""

import warnings
from pathlib import Path

from PIL import Image, ImageFile, UnidentifiedImageError

from awarding.inspection import child
from awarding.inspection.verdicts import Facts, Limits, Unfit

OPENED = ("JPEG", "PNG")
KINDS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png"}  # some phones save two JPGs in one
SMALLER = 8


def look(path: Path, limits: Limits) -> tuple[str, Facts]:
    """The kind and size of the picture; raises ``Unfit`` with the reason if it is not fit."""
    # Others in a process may have asked for leniency with cut-off pictures (WeasyPrint does).
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _look(path, limits)
    except Image.DecompressionBombError as bomb:
        raise Unfit("too-many-pixels", width="?", height="?") from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, KeyError) as fault:
        raise Unfit("damaged") from fault


def _look(path: Path, limits: Limits) -> tuple[str, Facts]:
    with Image.open(path, formats=OPENED) as picture:
        kind, (width, height) = KINDS[picture.format or ""], picture.size
        if width * height > limits.pixels:
            raise Unfit("too-many-pixels", width=width, height=height)
        if kind == "png" and getattr(picture, "is_animated", False):
            raise Unfit("moving-picture")
        picture.verify()
    with Image.open(path, formats=OPENED) as picture:
        # A JPG can be decoded at an eighth of its size: enough to see that it is whole.
        picture.draft(None, (max(1, width // SMALLER), max(1, height // SMALLER)))
        picture.load()
    return kind, Facts(width=width, height=height)


if __name__ == "__main__":
    child.main(look)
