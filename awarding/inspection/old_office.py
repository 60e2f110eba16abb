"""What an OLE file is: an encrypted Office file, or one of Office 2003 or older."""

from pathlib import Path

from awarding.inspection import child
from awarding.inspection.office import names_in_ole
from awarding.inspection.verdicts import Facts, Limits, Unfit

PIECE = 1024 * 1024
TELLING = {
    "EncryptedPackage": "locked",
    "WordDocument": ".docx",
    "PowerPoint Document": ".pptx",
    "Workbook": ".xlsx",
}


def look(path: Path, limits: Limits) -> tuple[str, Facts]:
    """Never returns: an OLE file is always refused, with what to do about it."""
    for name, told in TELLING.items():
        with path.open("rb") as file:
            if names_in_ole(iter(lambda: file.read(PIECE), b""), {name: told}):
                raise Unfit("locked") if told == "locked" else Unfit("old-office", expected=told)
    raise Unfit("kind-not-allowed", found="file of an old Office or Outlook program")


if __name__ == "__main__":
    child.main(look)
