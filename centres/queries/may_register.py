"""What the rules of registering say of a learner, in full or of what is known so far."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from awarding import paper
from awarding.kernel.rules import Answer
from centres.models import CatalogueEntry
from centres.queries import learners
from centres.rules import registering

Known = tuple[int, str] | None


def answers(
    known: Known, *, full_name: str, uln: str, entry: CatalogueEntry, on: date
) -> tuple[Answer, ...]:
    """Return every answer for this person under this code; ``known`` is whom the ULN names."""
    return (
        *_of_name(full_name),
        *_of_code(entry, on),
        *_of_uln(uln),
        *_of_person(known, full_name, uln, entry),
    )


def so_far(given: Mapping[str, Any], *, on: date) -> tuple[Answer, ...]:
    """Return the answers that the boxes filled in rightly allow, while others are put right."""
    name, uln, entry = (given.get(box) for box in ("full_name", "uln", "catalogue_entry"))
    said = [*(_of_name(name) if name else ()), *(_of_uln(uln) if uln else ())]
    if entry:
        said += _of_code(entry, on)
    if name and entry and uln is not None:
        said += _of_person(learners.with_uln(uln), name, uln, entry)
    return tuple(said)


def _of_name(full_name: str) -> tuple[Answer, ...]:
    return (registering.name_can_be_printed(paper.undrawn(full_name)),)


def _of_uln(uln: str) -> tuple[Answer, ...]:
    return (registering.uln_agrees_with_its_check_digit(uln),)


def _of_code(entry: CatalogueEntry, on: date) -> tuple[Answer, ...]:
    facts = learners.code_facts(entry, on=on)
    return (
        registering.centre_is_approved(facts),
        registering.code_is_in_the_catalogue(facts),
        registering.registrations_are_open(facts),
        registering.work_goes_to_the_service(facts),
    )


def _of_person(
    known: Known, full_name: str, uln: str, entry: CatalogueEntry
) -> tuple[Answer, ...]:
    identity = learners.identity_facts(known, full_name, entry)
    return (
        registering.uln_belongs_to_this_person(identity),
        registering.not_registered_twice(identity),
        registering.is_another_person(learners.twin(full_name, uln, entry)),
    )
