"""What the XML inside an Office file may say: types, relations, fields, formulas, actions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from awarding.inspection.verdicts import Unfit

REMOTE = re.compile(r"\s*(https?:|ftps?:|mhtml:|smb:|(file:)?[/\\]{2}[^/\\]|file:[/\\]{4,})", re.I)
DDE_FIELD = re.compile(r'^[\s"]*DDE(AUTO)?\b', re.IGNORECASE | re.MULTILINE)
TEXT = re.compile(r"\"[^\"]*\"|'[^']*'!|\[[^\]]*\]")
INSTRUCTIONS = {"docx": {"instrText", "delInstrText"}, "xlsx": {"f", "definedName"}}
FIELDS = {"fldChar", "fldSimple"}
CLICKS = {"hlinkClick", "hlinkHover", "hlinkMouseOver"}
CAN_ACT = {"ddeLink"} | FIELDS | CLICKS | INSTRUCTIONS["docx"] | INSTRUCTIONS["xlsx"]
LONGEST_ADDRESS = 120
MOST_FIELD_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: its kind, where it points, and whether that lies outside."""

    kind: str
    target: str
    outside: bool


def _parser() -> XMLParserType:
    """A reader of XML that refuses a document type, and with it every entity."""
    parser = ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unfit("entities")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = _parser()
    parser.StartElementHandler = lambda name, given: found.append((_local(name), given))
    _feed(parser, [content])
    return found


def _feed(parser: XMLParserType, pieces: Iterable[bytes]) -> None:
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (ExpatError, ValueError) as fault:
        raise Unfit("damaged") from fault


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def types(content: bytes) -> dict[str, str]:
    """The content type of each named part, and of each ending, as ``.ending``."""
    found = {}
    for name, given in _elements(content):
        if name == "Override":
            found[given.get("PartName", "").lstrip("/").lower()] = given.get("ContentType", "")
        elif name == "Default":
            found["." + given.get("Extension", "").lower()] = given.get("ContentType", "")
    return found


def type_of(part: str, found: dict[str, str]) -> str:
    """The content type of one part."""
    return found.get(part.lower()) or found.get(PurePosixPath(part).suffix.lower(), "")


def relations(content: bytes) -> list[Relation]:
    """The relations listed in one ``.rels`` part."""
    return [
        Relation(
            kind=given.get("Type", "").rpartition("/")[2],
            target=given.get("Target", ""),
            outside=given.get("TargetMode", "") == "External",
        )
        for name, given in _elements(content)
        if name == "Relationship"
    ]


def main_part(content: bytes) -> str:
    """The name of the part that holds the document itself, in small letters."""
    for one in relations(content):
        if one.kind == "officeDocument":
            return one.target.lstrip("/").lower()
    return ""


def refuse_relations(content: bytes) -> None:
    """Refuse macros, controls, foreign text, and whatever is fetched when the file is opened.

    A link somebody may follow is no danger; a template on the author's own disk is not
    fetched by anybody else.
    """
    for one in relations(content):
        if one.kind in ("vbaProject", "wordVbaData", "xlMacrosheet", "xlIntlMacrosheet"):
            raise Unfit("macros")
        if one.kind in ("control", "activeXControlBinary"):
            raise Unfit("active-control")
        if one.kind == "aFChunk":
            raise Unfit("embedded-file", member=one.target[:LONGEST_ADDRESS])
        if one.outside and one.kind != "hyperlink" and REMOTE.match(one.target):
            raise Unfit("fetches-from-outside", address=one.target[:LONGEST_ADDRESS])


def read_through(pieces: Iterable[bytes], kind: str) -> None:
    """Read one XML part to its end, and refuse what starts programs."""
    parser = _parser()
    reader = Reader(parser, kind)
    _feed(parser, pieces)
    reader.judge()


class Acts(dict[str, str]):
    """The local name of an element that can act, by its whole name; empty for all others.

    A sheet has millions of elements of a dozen names: each name is cut up once.
    """

    def __missing__(self, name: str) -> str:
        """Cut the name up and keep the answer."""
        short = _local(name)
        self[name] = short if short in CAN_ACT else ""
        return self[name]


class Reader:
    """Gathers the instructions of fields and the formulas of cells, and judges them."""

    def __init__(self, parser: XMLParserType, kind: str) -> None:
        """The kind says which element carries what can act."""
        self.parser, self.acts = parser, Acts()
        self.instructions = INSTRUCTIONS.get(kind, set())
        self.judge = self._judge_fields if kind == "docx" else self._judge_formula
        self.told: list[str] = []
        self.length = 0
        parser.StartElementHandler = self._start

    def _start(self, name: str, given: dict[str, str]) -> None:
        act = self.acts[name]
        if not act:
            return
        if act in self.instructions:
            # Text and ends are asked for only here: most of a document is neither.
            self.parser.CharacterDataHandler = self._keep
            self.parser.EndElementHandler = self._end
        elif act == "ddeLink":
            raise Unfit("live-link")
        elif act in FIELDS:
            self._field(given)
        elif act in CLICKS:
            _refuse_action(given.get("action", ""))

    def _end(self, name: str) -> None:
        if self.acts[name] in self.instructions:
            self.parser.CharacterDataHandler = None
            self.parser.EndElementHandler = None
            if self.judge == self._judge_formula:
                self.judge()

    def _keep(self, told: str) -> None:
        self.length += len(told)
        if self.length > MOST_FIELD_TEXT:
            self.judge()
        self.told.append(told)

    def _field(self, given: dict[str, str]) -> None:
        for name, value in given.items():
            if _local(name) == "fldCharType" and value == "begin":
                self._keep("\n")
            elif _local(name) == "instr":
                self._keep("\n" + value + "\n")

    def _taken(self) -> str:
        told = "".join(self.told)
        self.told, self.length = [], 0
        return told

    def _judge_fields(self) -> None:
        if DDE_FIELD.search(self._taken()):
            raise Unfit("live-link")

    def _judge_formula(self) -> None:
        # Outside of quoted text and names of sheets, no formula of Excel's own has a bar.
        told = self._taken()
        if "|" in told and "|" in TEXT.sub("", told):
            raise Unfit("live-link")


def _refuse_action(action: str) -> None:
    told = action.lower()
    if told.startswith("ppaction://macro"):
        raise Unfit("macros")
    if told.startswith(("ppaction://program", "ppaction://ole")):
        raise Unfit("live-link")
