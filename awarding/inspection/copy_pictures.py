"""Write a picture again from its pixels: nothing else of the file comes with it."""

import warnings
from pathlib import Path

from PIL import Image, ImageOps

from awarding.inspection import child
from awarding.inspection.verdicts import Unfit

OPENED = ("JPEG", "PNG")
FORMATS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG"}
QUALITY = 92
# What the pixels need to look as they did.
NEEDED = ("icc_profile", "transparency", "gamma")


def copy(source: Path, target: Path) -> None:
    """Write the copy, turned the way the camera was held."""
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        with Image.open(source, formats=OPENED) as picture:
            kind = FORMATS[picture.format or ""]
            ImageOps.exif_transpose(picture, in_place=True)
            picture.info = {key: picture.info[key] for key in NEEDED if key in picture.info}
            colours = picture.info.get("icc_profile")
            picture.save(target, kind, quality=QUALITY, exif=b"", icc_profile=colours)
    except (OSError, SyntaxError, ValueError, KeyError) as fault:
        raise Unfit("damaged") from fault


if __name__ == "__main__":
    child.main_copy(copy)
