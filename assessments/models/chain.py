"""What the database asks of each step from the quality check to the result sheet."""

import pgtrigger

from assessments.states import M, R, S
from awarding.kernel.machine_triggers import refusing

CHECKED = """
    EXISTS (
        SELECT FROM assessments_qualitycheck c
        WHERE c.submission_id = NEW.id AND c.upload_version = OLD.upload_version
        AND c.outcome = '{outcome}' AND c.completed_at IS NOT NULL
    )
"""
CLOCK_COUNTS = """
    EXISTS (
        SELECT FROM awarding_deadline d
        WHERE d.id = NEW.clock_id AND NOT d.is_provisional AND d.ended_at IS NULL
    )
"""
#: A new upload is begun by a return, and a clock is given by sending and taken by a return.
OF_ANOTHER_UPLOAD = f"""
    NEW.upload_version
        <> OLD.upload_version + (OLD.state = '{S.CHECKING}' AND NEW.state = '{S.RETURNED}')::int
    OR (NEW.clock_id IS DISTINCT FROM OLD.clock_id
        AND NEW.state NOT IN ('{S.SUBMITTED}', '{S.RETURNED}'))
"""

UNDER_CHECK = f"""
    NEW.outcome = 'open' AND EXISTS (
        SELECT FROM assessments_submission s WHERE s.id = NEW.submission_id
        AND s.state = '{S.CHECKING}' AND s.upload_version = NEW.upload_version
    )
"""
UNMET = "EXISTS (SELECT FROM assessments_checkpoint p WHERE p.check_id = NEW.id AND NOT p.is_met)"
POINTS_SAY_SO = f"""
    EXISTS (SELECT FROM assessments_checkpoint p WHERE p.check_id = NEW.id)
    AND (NEW.outcome = 'returned') = {UNMET}
"""
#: Of a point and a decision that reach for one check, the second waits and sees the first.
LOCK_CHECK = "PERFORM FROM assessments_qualitycheck c WHERE c.id = NEW.check_id FOR SHARE;"

ACCEPTED = f"""
    EXISTS (
        SELECT FROM assessments_submission s WHERE s.id = NEW.submission_id
        AND s.state IN ('{S.ACCEPTED}', '{S.RELEASED}')
    )
"""
ASSURED = """
    EXISTS (
        SELECT FROM assessments_marksheet s JOIN assessments_assurance a ON a.sheet_id = s.id
        WHERE s.marking_id = NEW.id AND s.round = NEW.round AND s.completed_at IS NOT NULL
        AND a.assessor = s.assessor AND a.outcome IN ({outcomes})
    )
"""
MARKED = f"""
    EXISTS (
        SELECT FROM assessments_marking m
        WHERE m.submission_id = NEW.submission_id AND m.state = '{M.FINALISED}'
    )
"""
HAS_ITS_RESULT_OUT = """
    EXISTS (
        SELECT FROM assessments_result r
        WHERE r.submission_id = NEW.id AND r.released_at IS NOT NULL
    )
"""
NOT_WAITING = """
    NOT EXISTS (
        SELECT FROM assessments_question q
        WHERE q.submission_id = NEW.{key} AND q.state = 'asked'
    )
"""
#: Kinds of hold that doubt whose work it is.
DOUBTS = "('copied', 'ai', 'another_hand')"
NOT_DOUBTED = f"""
    NOT EXISTS (
        SELECT FROM assessments_hold h WHERE h.submission_id = NEW.submission_id
        AND h.lifted_at IS NULL AND h.kind IN {DOUBTS}
    )
"""
#: Handed to a lead assessor, or finalised. What is taken back waits with whoever has it next.
HANDED_ON = f"""
    OLD.state = '{M.MARKING}' AND NEW.state = '{M.MARKED}'
    OR OLD.state <> '{M.FINALISED}' AND NEW.state = '{M.FINALISED}'
"""
WAITING = "Work waits while a question to the centre is open (A38)."
HAS_SHEET = "EXISTS (SELECT FROM assessments_resultsheet t WHERE t.result_id = NEW.id)"


def _entered(name: str, state: str, unless: str, words: str) -> pgtrigger.Trigger:
    """Return the trigger that lets a row come to a state only where this is so."""
    moves = f"OLD.state <> '{state}' AND NEW.state = '{state}'"
    return refusing(name, pgtrigger.Update, when=moves, unless=unless, words=words)


def _begun(name: str, unless: str, words: str) -> pgtrigger.Trigger:
    """Return the trigger that lets a row begin only where this is so."""
    return refusing(name, pgtrigger.Insert, unless=unless, words=words)


def of_the_check() -> list[pgtrigger.Trigger]:
    """Return the triggers that let work be accepted or returned as its check found it."""
    return [
        _entered(
            "work_is_accepted_once_checked",
            S.ACCEPTED,
            CHECKED.format(outcome="accepted"),
            "Work is accepted once its quality check is (A25).",
        ),
        _entered(
            "work_is_accepted_with_its_clock",
            S.ACCEPTED,
            CLOCK_COUNTS,
            "Work is accepted together with its clock (Q5).",
        ),
        refusing(
            "work_is_decided_once_answered",
            pgtrigger.Update,
            when=f"OLD.state = '{S.CHECKING}' AND NEW.state <> '{S.CHECKING}'",
            unless=NOT_WAITING.format(key="id"),
            words=WAITING,
        ),
        _entered(
            "work_is_returned_once_checked",
            S.RETURNED,
            CHECKED.format(outcome="returned"),
            "Work is returned once its quality check says why (A25).",
        ),
        refusing(
            "work_keeps_its_upload_and_clock",
            pgtrigger.Update,
            when=OF_ANOTHER_UPLOAD,
            words="Work keeps its upload and its clock until it is returned (Q27, Q5).",
        ),
    ]


def of_its_points() -> list[pgtrigger.Trigger]:
    """Return the triggers that let a check begin open and end as its points say."""
    return [
        _begun(
            "a_check_begins_open",
            UNDER_CHECK,
            "A check begins open, of the upload that is with the body (A25).",
        ),
        refusing(
            "a_check_ends_as_its_points_say",
            pgtrigger.Update,
            when="OLD.outcome = 'open' AND NEW.outcome <> 'open'",
            unless=POINTS_SAY_SO,
            words="A check accepts what is met on every point, and returns nothing else (A25).",
        ),
    ]


def of_marking() -> list[pgtrigger.Trigger]:
    """Return the triggers that let marking begin with accepted work and end with assurance."""
    return [
        _begun(
            "only_accepted_work_is_marked",
            ACCEPTED,
            "Marking begins once the quality check has accepted the work (A25).",
        ),
        _entered(
            "what_is_assured_has_a_lead",
            M.IN_QA,
            ASSURED.format(outcomes="'open'"),
            "A lead assessor takes a sheet that was handed over (A30).",
        ),
        refusing(
            "marking_goes_on_once_answered",
            pgtrigger.Update,
            when=HANDED_ON,
            unless=NOT_WAITING.format(key="submission_id"),
            words=WAITING,
        ),
        refusing(
            "doubted_work_is_not_handed_on",
            pgtrigger.Update,
            when=HANDED_ON,
            unless=NOT_DOUBTED,
            words="Work waits while a concern about whose it is is not settled (X6).",
        ),
        _entered(
            "what_is_finalised_was_assured",
            M.FINALISED,
            ASSURED.format(outcomes="'agreed', 'changed'"),
            "Marking is finalised once a lead assessor agreed or changed it (A31).",
        ),
    ]


def of_results() -> list[pgtrigger.Trigger]:
    """Return the triggers that let a result begin with its marking and go on with its sheet."""
    return [
        _begun(
            "a_result_comes_of_finalised_marking",
            MARKED,
            "A result is written once the marking is finalised (A31).",
        ),
        _entered(
            "sheet_ready_with_its_sheet",
            R.SHEET_READY,
            HAS_SHEET,
            "A result goes on once its sheet is attached (A33).",
        ),
    ]


def work_is_released_with_its_result() -> pgtrigger.Trigger:
    """Return the trigger that lets a submission be released after its result alone."""
    return _entered(
        "work_is_released_with_its_result",
        S.RELEASED,
        HAS_ITS_RESULT_OUT,
        "Work is released together with its result (A34).",
    )
