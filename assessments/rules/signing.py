"""Are the files declared by the learner, by name, and by the centre, exactly as they are?"""

import re
import unicodedata

from assessments.rules import clauses
from awarding.kernel.rules import Caution, Refusal, Sentence, rule, say

#: Letters that Unicode does not take apart into a plain letter and its mark.
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae"})


@rule("Q26")
def name_is_the_learners(*, signed: str, registered: str) -> Caution | None:
    """Is the name under the learner's declaration that of the learner?

    Case, accents, spaces, hyphens and the order of the names do not matter; a name left out or
    another name does. People marry and shorten names, so a reason lets it pass and is kept.
    """
    if _names(signed) == _names(registered):
        return None
    return Caution(
        "Q26",
        clauses.SIGNED,
        say(
            "The declaration is signed “{signed}”, and the learner is registered as"
            " “{registered}”. Correct the name, or say why it is different.",
            signed=signed,
            registered=registered,
        ),
    )


def _names(full_name: str) -> list[str]:
    """Return the parts of a name, folded, in an order of their own."""
    apart = unicodedata.normalize("NFKD", full_name.casefold())
    plain = "".join(one for one in apart if not unicodedata.combining(one)).translate(PLAIN)
    joined = re.sub(r"['’ʼ`.]", "", plain)
    return sorted(re.findall(r"\w+", joined))


@rule("A19")
def signs_what_was_shown(shown: str, content_hash: str) -> Refusal | None:
    """Are the files that are signed the ones the signer was shown?

    Files that somebody added or removed meanwhile have to be looked at first.
    """
    if shown == content_hash:
        return None
    return Refusal(
        "A19",
        clauses.SIGNED,
        say("The files changed while you were reading. Look at them again, then sign."),
    )


@rule("A20")
def reviews_what_was_shown(shown: str, content_hash: str) -> Refusal | None:
    """Are the files that are reviewed the ones the reviewer was shown?"""
    if shown == content_hash:
        return None
    return Refusal(
        "A20",
        clauses.REVIEW,
        say("The files changed while you were reading. Read them again, then confirm."),
    )


@rule("A19")
def learner_declared(signed: str, content_hash: str) -> Refusal | None:
    """Has the learner declared exactly these files to be their own final work?

    A file added or removed after signing needs a new signature, and so does each upload.
    """
    if signed == content_hash:
        return None
    return Refusal("A19", clauses.SIGNED, _unsigned("learner", signed))


@rule("A19")
def centre_declared(signed: str, content_hash: str) -> Refusal | None:
    """Has the centre declared exactly these files final and authentic?"""
    if signed == content_hash:
        return None
    return Refusal("A19", clauses.FINAL_VERSIONS, _unsigned("centre", signed))


def _unsigned(who: str, signed: str) -> Sentence:
    if signed and who == "learner":
        return say(
            "The files changed after the learner signed. Record the learner's signature again."
        )
    if signed:
        return say(
            "The files changed after the centre signed. Sign the centre's declaration again."
        )
    if who == "learner":
        return say(
            "The learner has not signed for these files yet. Record the signed declaration from"
            " the cover sheet."
        )
    return say("The centre has not signed for these files yet. Sign the centre's declaration.")
