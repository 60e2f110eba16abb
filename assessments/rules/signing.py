"""Is the learner's declaration signed by the learner?"""

import re
import unicodedata

from assessments.rules import clauses
from awarding.kernel.rules import Caution, rule, say

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
