"""What the XML inside an Office file may say: types, relations, fields, formulas, actions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from awarding.inspection import addresses, drawings
from awarding.inspection.verdicts import Unfit

DDE_FIELD = re.compile(r'^[\s"]*DDE(AUTO)?\b', re.IGNORECASE | re.MULTILINE)
TEXT = re.compile(r"\"[^\"]*\"|'[^']*'!|\[[^\]]*\]")
FETCHING = re.compile(r"\b(WEBSERVICE|IMAGE)\s*\(", re.IGNORECASE)
STARTING = re.compile(r"\b(RTD|CALL|REGISTER(\.ID)?|EXEC)\s*\(", re.IGNORECASE)
FORMULAS = {"f", "definedName", "formula", "formula1", "formula2"}
INSTRUCTIONS = {"docx": {"instrText", "delInstrText"}, "xlsx": FORMULAS}
FIELDS = {"fldChar", "fldSimple"}
CLICKS = {"hlinkClick", "hlinkHover", "hlinkMouseOver"}
CONNECTED = {"xlsx": "connection", "docx": "connectString"}
#: What names a schema, and the attributes that say where it or its manifest is kept.
SCHEMAS = {"schema", "attachedSchema"}
KEPT_AT = {"schemaLocation", "manifestLocation", "val"}
CAN_ACT = (
    {"ddeLink", *CONNECTED.values()}
    | SCHEMAS
    | drawings.PICTURED
    | drawings.SHAPES
    | FIELDS
    | CLICKS
    | INSTRUCTIONS["docx"]
    | INSTRUCTIONS["xlsx"]
)
MOST_FIELD_TEXT = 100_000
HEAD_OF_FIELD = 1_000


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
            outside=given.get("TargetMode", "Internal").strip().lower() != "internal",
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
    """Refuse macros, controls, foreign text, and whatever is fetched when the file is opened."""
    for one in relations(content):
        if one.kind in ("vbaProject", "wordVbaData", "xlMacrosheet", "xlIntlMacrosheet"):
            raise Unfit("macros")
        if one.kind in ("control", "activeXControlBinary"):
            raise Unfit("active-control")
        if one.kind == "aFChunk":
            raise Unfit("embedded-file", member=one.target[: addresses.LONGEST])
        if one.outside or not addresses.is_relative(one.target):
            _refuse_outside(one)


def _refuse_outside(one: Relation) -> None:
    """A link somebody may follow is no danger, nor is a place on the reader's own disk."""
    address = one.target[: addresses.LONGEST]
    if one.kind == "hyperlink":
        if not addresses.is_link(one.target):
            raise Unfit("odd-link", address=address)
    elif one.kind not in addresses.NOTED or not addresses.is_own(one.target):
        raise Unfit("fetches-from-outside", address=address)


def read_through(pieces: Iterable[bytes], kind: str) -> None:
    """Read one XML part to its end, and refuse what starts programs."""
    parser = _parser()
    reader = Reader(parser, kind)
    _feed(parser, pieces)
    reader.judge()


def read_drawing(pieces: Iterable[bytes]) -> None:
    """Read an SVG to its end, and refuse what acts or fetches."""
    parser = _parser()
    drawings.watch(parser)
    _feed(parser, pieces)


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
        self.connected = CONNECTED.get(kind, "")
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
        elif act == self.connected:
            _refuse_connection(given)
        elif act in FIELDS:
            self._field(given)
        elif act in CLICKS:
            _refuse_action(given.get("action", ""))
        elif given:
            _refuse_places(act, given)

    def _end(self, name: str) -> None:
        if self.acts[name] in self.instructions:
            self.parser.CharacterDataHandler = None
            self.parser.EndElementHandler = None
            if self.judge == self._judge_formula:
                self.judge()

    def _keep(self, told: str) -> None:
        self.length += len(told)
        self.told.append(told)
        if self.length > MOST_FIELD_TEXT:
            self._shorten()

    def _shorten(self) -> None:
        """Judge what there is; the field begun last keeps its head, which names it."""
        begun = "".join(self.told).rpartition("\n")[2].lstrip()[:HEAD_OF_FIELD]
        self.judge()
        self.told, self.length = ["\n", begun], len(begun)

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
        told = self._taken()
        if DDE_FIELD.search(told):
            raise Unfit("live-link")
        address = addresses.fetched_by_fields(told)
        if address:
            raise Unfit("fetches-from-outside", address=address)

    def _judge_formula(self) -> None:
        told = self._taken()
        if "|" not in told and "(" not in told:
            return
        # Outside of quoted text and names of sheets, no formula of Excel's own has a bar.
        bare = TEXT.sub("", told)
        if "|" in bare or STARTING.search(bare):
            raise Unfit("live-link")
        if FETCHING.search(bare):
            raise Unfit("fetching-formula", formula=told[: addresses.LONGEST])


def _refuse_connection(given: dict[str, str]) -> None:
    named = {_local(name): value for name, value in given.items()}
    name = named.get("name") or named.get("val") or "?"
    raise Unfit("data-connection", name=name[: addresses.LONGEST])


def _refuse_places(name: str, given: dict[str, str]) -> None:
    if name in SCHEMAS:
        _refuse_schema(name, given)
    else:
        drawings.refuse_old(name, given)


def _refuse_schema(name: str, given: dict[str, str]) -> None:
    """A schema's name often looks like a web page, which nobody fetches; its place is fetched."""
    for key, value in given.items():
        is_name = name == "attachedSchema" and value.lower().startswith(
            ("http:", "https:", "urn:")
        )
        if _local(key) in KEPT_AT and not is_name and not addresses.is_own(value):
            raise Unfit("fetches-from-outside", address=value[: addresses.LONGEST])


def _refuse_action(action: str) -> None:
    told = action.lower()
    if told.startswith("ppaction://macro"):
        raise Unfit("macros")
    if told.startswith(("ppaction://program", "ppaction://ole")):
        raise Unfit("live-link")
