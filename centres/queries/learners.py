"""Reads about learners: how a name is looked up, and what the body knows of a number."""

import re
import unicodedata
from datetime import date

from awarding.kernel import tenancy
from centres.models import CatalogueEntry, Learner, Registration
from centres.queries import approvals
from centres.rules.registering import UNKNOWN_ULN, CodeFacts, IdentityFacts, Twin


def name_key(full_name: str, *, longest: int | None = 200) -> str:
    """Return a name as it is looked up: folded, without accents, single-spaced."""
    plain = unicodedata.normalize("NFKD", full_name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())[:longest]


#: A word, with what stands inside it; the end of "Llŷr’s" is none of the name's.
WORD = re.compile(r"\w+(?:[-'’]\w{2,})*")


def is_named(full_name: str, words: str) -> bool:
    """Tell whether words name somebody: the whole name, or its first and last word together.

    However accented, spaced or capitalised, and by whole words, so that "plan list" names no An
    Li. A script that is written without spaces is looked for as it stands.
    """
    key, said = (name_key(one, longest=None).replace("’", "'") for one in (full_name, words))
    if not key.isascii():
        return key in said
    name, told = WORD.findall(key), f" {' '.join(WORD.findall(said))} "
    return any(f" {' '.join(part)} " in told for part in (name, [name[0], name[-1]]))


def part_in(full_name: str, words: str) -> str:
    """Return the first word of words that looks like one part of a name, empty if none does.

    It begins with a capital, as names do: a learner called Mark is not meant by "the mark sheet".
    """
    parts = {one for one in WORD.findall(name_key(full_name, longest=None)) if len(one) > 1}
    said = (one for one in WORD.findall(words.replace("’", "'")) if one[0].isupper())
    return next((one for one in said if name_key(one, longest=None) in parts), "")


def with_uln(uln: str) -> tuple[int, str] | None:
    """Return the learner's id and name key for a number known anywhere in the body, if any."""
    if not uln or uln == UNKNOWN_ULN:
        return None
    with tenancy.whole_body(because="A11: a ULN is one person across the body's centres"):
        return Learner.objects.filter(uln=uln).values_list("pk", "name_key").first()


def identity_facts(
    known: tuple[int, str] | None, full_name: str, entry: CatalogueEntry
) -> IdentityFacts:
    """Return what is known of the person with this number, as yes and no only."""
    if known is None:
        return IdentityFacts(uln_in_use=False, same_name=False, already_registered=False)
    learner, key = known
    return IdentityFacts(
        uln_in_use=True,
        same_name=key == name_key(full_name),
        already_registered=Registration.objects.filter(
            learner_id=learner, catalogue_entry=entry
        ).exists(),
    )


def twin(full_name: str, uln: str, entry: CatalogueEntry) -> Twin | None:
    """Return the latest of this name under a code who may be the same person, if there is one.

    Where a number is given, nobody who has one: it is theirs, or they are somebody else.
    """
    alike = Registration.objects.filter(
        catalogue_entry=entry, learner__name_key=name_key(full_name)
    )
    if uln and uln != UNKNOWN_ULN:
        alike = alike.filter(learner__uln="")
    found = alike.select_related("learner").order_by("-pk").first()
    if found is None:
        return None
    return Twin(found.learner.full_name, found.number, found.registered_on, found.learner_id)


def code_facts(entry: CatalogueEntry, *, on: date) -> CodeFacts:
    """Return what the catalogue and the approvals say of a code on a day."""
    found = approvals.approved(centre=entry.centre_id, qualification=entry.qualification_id, on=on)
    return CodeFacts(
        on=on,
        approved=found.covers,
        approved_from=found.begins_on,
        code=entry.code,
        granted_on=entry.granted_on,
        revoked_on=entry.revoked_on,
        operational_end_on=entry.qualification.operational_end_on,
        is_service=entry.is_service,
    )
