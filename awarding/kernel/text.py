"""Text as people mean it: what a paste brings along unseen is put right where it enters.

A control character or a bullet of a Word font is drawn by no font. In a finalised result, which
nobody can change, it would keep the result sheet from ever being made.
"""

import unicodedata
from collections.abc import Iterable

#: What Word and PowerPoint write for a letter of Symbol and Wingdings, and the letter meant.
SYMBOLS = {
    0xF04A: "☺",
    0xF06C: "●",
    0xF06E: "■",
    0xF076: "•",
    0xF0A7: "•",
    0xF0A8: "•",
    0xF0B7: "•",
    0xF0D8: "•",
    0xF0E0: "→",
    0xF0FB: "✗",
    0xF0FC: "✓",
}
#: Ends of lines: Windows, old Mac, Word's own within a paragraph, of a page, and Unicode's.
LINE_ENDS = {ord(one): "\n" for one in "\r\v\f\x85\u2028\u2029"}
MEANT = SYMBOLS | LINE_ENDS
#: Without a width, or turning the direction of what follows: in a name, nobody sees them.
#: U+200C and U+200D are not among them: Persian, Hindi and others are misspelt without.
UNSEEN = {
    *(0x00AD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xE0000, 0xE0080),
}
#: Letters of some script that are drawn as nothing: fillers of Hangul and the empty Braille cell.
BLANK = {0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0}
#: What alone shows nothing: separators, controls, formats, halves, and marks of a letter before.
SHOWS_NOTHING = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn", "Me"}
#: Controls and halves of letters are dropped everywhere.
DROPPED = {"Cc", "Cs"}
#: Private and unassigned letters too, but never from a name: it would be spelt otherwise and
#: nobody told. A rule of registering names such a letter instead.
UNKNOWN = {"Co", "Cn"}


def closed(words: str) -> str:
    """Return what somebody wrote as a sentence ends: with its own mark, or else a full stop."""
    plain = words.strip()
    ends = plain.rstrip("”’\"')").endswith((".", "!", "?", "…"))
    return plain if ends else f"{plain}."


def cleaned(words: str, *, one_line: bool = False) -> str:
    """Return the words as they were meant, in the composed form of Unicode.

    Ends of lines become one newline and bullets of Word a bullet; what has no letter goes.
    ``one_line`` is for names and short answers: a single space for any white space, and no
    letter that is not seen. Words of which nothing is seen are no words: they come out empty.
    """
    told = words.replace("\r\n", "\n").translate(MEANT)
    kept = "".join(one for one in told if _stays(one, one_line))
    composed = unicodedata.normalize("NFC", kept)
    if not any(is_seen(one) for one in composed):
        return ""
    return " ".join(composed.split()) if one_line else composed


def is_seen(one: str) -> bool:
    """Tell whether a letter shows something by itself."""
    return ord(one) not in BLANK and unicodedata.category(one) not in SHOWS_NOTHING


def _stays(one: str, one_line: bool) -> bool:
    if one in "\n\t":
        return True
    kind = unicodedata.category(one)
    if one_line:
        return kind not in DROPPED and ord(one) not in UNSEEN | BLANK
    return kind not in DROPPED | UNKNOWN


def spelt(letters: Iterable[str]) -> str:
    """Return these letters as a person can look them up: as drawn, if they are, and by number."""
    return ", ".join(
        f"{one} (U+{ord(one):04X})" if one.isprintable() else f"U+{ord(one):04X}"
        for one in sorted(letters)
    )
