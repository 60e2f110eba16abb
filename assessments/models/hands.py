"""What the database asks where work changes hands: sent, allocated, marked, and judged again."""

import pgtrigger

from assessments.states import M, S
from awarding.kernel.machine_triggers import refusing

MARKED_BY_THE_BODY = """
    EXISTS (
        SELECT FROM centres_registration r
        JOIN centres_catalogueentry c ON c.id = r.catalogue_entry_id
        WHERE r.id = NEW.registration_id AND c.is_service
    )
"""
#: A return takes the day of receipt away; no other move but sending writes it.
OTHER_MOMENTS = f"""
    OLD.state <> NEW.state AND (
        (OLD.received_at IS DISTINCT FROM NEW.received_at AND NEW.state <> '{S.SUBMITTED}'
            AND (NEW.state <> '{S.RETURNED}' OR NEW.received_at IS NOT NULL))
        OR (OLD.submitted_by IS DISTINCT FROM NEW.submitted_by AND NEW.state <> '{S.SUBMITTED}')
        OR (OLD.accepted_at IS DISTINCT FROM NEW.accepted_at AND NEW.state <> '{S.ACCEPTED}')
    )
"""
SAME_WORK = """
    EXISTS (
        SELECT FROM {table} p WHERE p.id = NEW.{column} AND p.submission_id = NEW.submission_id
    )
"""
BY_ITS_ASSESSOR = """
    EXISTS (
        SELECT FROM assessments_allocation a WHERE a.marking_id = NEW.id AND a.ended_at IS NULL
        AND a.person_id::text = current_setting('portal.person', true)
    )
"""
#: An allocation is written before the move it allows, and ended before the move back.
WITH_SOMEBODY = f"""
    (NEW.state = '{M.ALLOCATED}') = EXISTS (
        SELECT FROM assessments_allocation a WHERE a.marking_id = NEW.id AND a.ended_at IS NULL
    )
"""
WHOLE = r"""
    NOT EXISTS (
        SELECT FROM assessments_submission s
        JOIN awarding_learningoutcome o ON o.unit_id = s.unit_id
        JOIN awarding_criterion c ON c.outcome_id = o.id
        WHERE s.id = NEW.submission_id AND NOT EXISTS (
            SELECT FROM assessments_criterionmark m
            WHERE m.sheet_id = NEW.id AND m.criterion_id = c.id
            AND m.decision <> '' AND m.feedback ~ '\S'
        )
    )
"""
REVIEWED = f"""
    EXISTS (
        SELECT FROM assessments_marking m WHERE m.submission_id = NEW.submission_id
        AND m.purpose = 'review' AND m.state = '{M.FINALISED}'
    )
"""


def of_sending() -> list[pgtrigger.Trigger]:
    """Return the triggers that keep work the centre marks with it, and each moment to its move."""
    return [
        refusing(
            "work_is_sent_under_a_service_code",
            pgtrigger.Update,
            when=f"OLD.state <> '{S.SUBMITTED}' AND NEW.state = '{S.SUBMITTED}'",
            unless=MARKED_BY_THE_BODY,
            words="Work is sent under a code whose work the body marks (A12).",
        ),
        refusing(
            "work_says_when_as_it_moves",
            pgtrigger.Update,
            when=OTHER_MOMENTS,
            words="Work says when it was sent and accepted by these moves alone (A41).",
        ),
    ]


def of_the_same_work(name: str, table: str, column: str) -> pgtrigger.Trigger:
    """Return the trigger that lets a row belong only to what is of the same submission."""
    return refusing(
        name,
        pgtrigger.Insert,
        unless=SAME_WORK.format(table=table, column=column),
        words="What belongs together is of one submission (A26).",
    )


def marking_is_started_by_its_assessor() -> pgtrigger.Trigger:
    """Return the trigger that lets marking start by the person it is allocated to."""
    return refusing(
        "started_by_its_assessor",
        pgtrigger.Update,
        when=f"OLD.state <> '{M.MARKING}' AND NEW.state = '{M.MARKING}'",
        unless=BY_ITS_ASSESSOR,
        words="Marking is started by the assessor it is allocated to (A27).",
    )


def a_marking_has_its_assessor() -> pgtrigger.Trigger:
    """Return the trigger that lets nothing be allocated to nobody, nor wait with somebody."""
    return refusing(
        "work_is_with_its_assessor",
        pgtrigger.Update,
        when=f"OLD.state <> NEW.state AND NEW.state IN ('{M.TO_ALLOCATE}', '{M.ALLOCATED}')",
        unless=WITH_SOMEBODY,
        words="Work is allocated to somebody, and waits with nobody (A26).",
    )


def of_the_sheet() -> list[pgtrigger.Trigger]:
    """Return the triggers that let a sheet begin open and be handed over whole."""
    return [
        refusing(
            "a_sheet_begins_open",
            pgtrigger.Insert,
            when="NEW.completed_at IS NOT NULL",
            words="A mark sheet begins as a draft (A27).",
        ),
        refusing(
            "a_sheet_is_handed_over_whole",
            pgtrigger.Update,
            when="OLD.completed_at IS NULL AND NEW.completed_at IS NOT NULL",
            unless=WHOLE,
            words="A mark sheet has a decision and feedback for every criterion (A28).",
        ),
        of_the_same_work("sheet_of_its_own_work", "assessments_marking", "marking_id"),
    ]


def versions_follow_reviews() -> pgtrigger.Trigger:
    """Return the trigger that lets a result be followed by another once it was reviewed."""
    return refusing(
        "versions_follow_reviews",
        pgtrigger.Insert,
        when="NEW.version <> 1",
        unless=REVIEWED,
        words="A later version of a result follows a review of its marking (A31).",
    )
