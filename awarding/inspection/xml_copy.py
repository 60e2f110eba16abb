"""Copy XML as a stream, element by element, changing attributes and text on the way."""

from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat
from xml.sax.saxutils import escape

from awarding.inspection.verdicts import Unfit

HEADING = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
IN_TEXT = {"\r": "&#13;"}
IN_ATTRIBUTE = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}

Attributes = dict[str, str]
ChangeElement = Callable[[str, Attributes], Attributes | None]
ChangeText = Callable[[str, str], str]


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


class Copier:
    """Writes again what it is told by the reader; an element changed to nothing is left out."""

    def __init__(self, element: ChangeElement, text: ChangeText) -> None:
        """The two functions get the local name of the element they are asked about."""
        self.element, self.text = element, text
        self.out: list[str] = [HEADING]
        self.open: list[tuple[str, bool]] = []
        self.told: list[str] = []

    def start(self, name: str, given: Attributes) -> None:
        """Write the beginning of an element."""
        self._settle()
        changed = self.element(local(name), given)
        self.open.append((name, changed is not None))
        if changed is not None:
            pairs = (f' {key}="{escape(value, IN_ATTRIBUTE)}"' for key, value in changed.items())
            self.out.append(f"<{name}{''.join(pairs)}>")

    def end(self, name: str) -> None:
        """Write the end of an element."""
        self._settle()
        if self.open.pop()[1]:
            self.out.append(f"</{name}>")

    def said(self, text: str) -> None:
        """Keep text until the element it stands in is complete up to here."""
        self.told.append(text)

    def _settle(self) -> None:
        if self.told and self.open:
            name, kept = self.open[-1]
            if kept:
                text = self.text(local(name), "".join(self.told))
                self.out.append(escape(text, IN_TEXT))
        self.told = []

    def taken(self) -> bytes:
        """What has been written since this was last asked."""
        written, self.out = "".join(self.out).encode("utf-8"), []
        return written


def copied(pieces: Iterable[bytes], element: ChangeElement, text: ChangeText) -> Iterator[bytes]:
    """The changed document, piece by piece."""
    parser, copier = expat.ParserCreate(), Copier(element, text)
    parser.buffer_text = True
    parser.StartElementHandler = copier.start
    parser.EndElementHandler = copier.end
    parser.CharacterDataHandler = copier.said
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            yield copier.taken()
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as fault:
        raise Unfit("damaged") from fault
    yield copier.taken()


def _refuse(*_: object) -> None:
    raise Unfit("entities")
