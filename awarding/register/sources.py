"""The rules of the sources as data: code, where it is said, how strongly, and in our own words."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent

#: The documents by the first letter of their rules' codes.
DOCUMENTS = {
    "A": "000: ILM Assessment Service, in seven steps",
    "B": "001: Eight Benchmark Standards for recognising a centre's own programme",
    "C": "002: IMI Centre Assessment Grades and their appeals",
    "D": "003: IMI Key Stage 4 and 5: retakes, employers, synoptic gate, grades, destinations",
    "E": "004: IMI online assessment: invigilation regulations, issue 11, 22 May 2019",
    "X": "What follows from reading the five together",
    "Q": "Decisions where the sources are silent or unclear",
}
STRENGTHS = {"M": "must", "S": "should", "I": "information", "S/M": "should or must"}


@dataclass(frozen=True, slots=True)
class Source:
    """One rule of the sources, or one decision where they are silent."""

    code: str
    source: str
    strength: str
    rule: str
    question: str = ""
    since: str = ""

    @property
    def said(self) -> str:
        """Say how strongly and where: ``must · 000:L7``."""
        strength = STRENGTHS.get(self.strength, "")
        if self.code[0] == "Q":
            return "decision"
        return " · ".join(part for part in (strength, self.source) if part)


@cache
def sources() -> dict[str, Source]:
    """Return every rule and every decision, by code, in the order of the sources."""
    rules = [
        Source(row["code"], row["source"], row["strength"], row["rule"], since=row["since"])
        for row in _rows("sources.csv")
    ]
    decisions = [
        Source(row["code"], "", "", row["decision"], row["question"], row["since"])
        for row in _rows("decisions.csv")
    ]
    return {one.code: one for one in (*rules, *decisions)}


def promised() -> list[Source]:
    """Return what this version promises to keep."""
    return [one for one in sources().values() if one.since]


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
