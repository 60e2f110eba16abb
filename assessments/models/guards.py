"""What the database asks before work is sent, and before a result is released or held."""

import pgtrigger

from assessments.states import R, S
from awarding.kernel.machine_triggers import refusing
from awarding.models.catalogue import COVER_SHEET

LEARNER_DECLARES = "authenticity.learner"
CENTRE_DECLARES = "finality.centre"

SENT = f"OLD.state <> '{S.SUBMITTED}' AND NEW.state = '{S.SUBMITTED}'"

UPLOAD = """
    SELECT f.document, d.sha256, d.verdict FROM assessments_evidencefile f
    JOIN awarding_storedfile d ON d.id = f.file_id
    WHERE f.submission_id = NEW.id AND f.upload_version = NEW.upload_version
"""
FIT_TO_SEND = f"""
    EXISTS (SELECT FROM ({UPLOAD}) u WHERE u.document <> '{COVER_SHEET}')
    AND EXISTS (SELECT FROM ({UPLOAD}) u WHERE u.document = '{COVER_SHEET}')
    AND NOT EXISTS (SELECT FROM ({UPLOAD}) u WHERE u.verdict <> 'accepted')
"""
#: To the letter what ``queries.sending.content_hash`` hashes.
CONTENT = f"""
    (SELECT encode(sha256(convert_to(
        '{{"files": [' || coalesce(string_agg(
            '["' || u.document || '", "' || u.sha256 || '"]', ', '
            ORDER BY u.document COLLATE "C", u.sha256 COLLATE "C"
        ), '') || '], "number": ' || NEW.number || ', "submission": "' || NEW.reference
        || '", "upload": ' || NEW.upload_version || '}}', 'UTF8'
    )), 'hex') FROM ({UPLOAD}) u)
"""
REVIEWED = f"""
    (SELECT n.requirements FROM awarding_unit n WHERE n.id = NEW.unit_id) <@ coalesce((
        SELECT CASE r.content_hash WHEN {CONTENT} THEN r.points END
        FROM assessments_itemreview r
        WHERE r.submission_id = NEW.id AND r.upload_version = NEW.upload_version
        ORDER BY r.id DESC LIMIT 1
    ), '[]')
"""
LAST_SIGNED = """
    (SELECT CASE d.subject_version WHEN NEW.upload_version THEN d.content_hash END
    FROM awarding_declaration d JOIN awarding_declarationtext t ON t.id = d.text_id
    WHERE d.awarding_body_id = NEW.awarding_body_id AND d.centre_id = NEW.centre_id
    AND d.subject_id = NEW.id AND d.subject_type = 'assessments.submission' AND t.kind = '{kind}'
    ORDER BY d.id DESC LIMIT 1)
"""
#: A signature that is not there compares as null, which lets nothing pass.
SIGNED = " AND ".join(
    f"{CONTENT} = {LAST_SIGNED.format(kind=kind)}" for kind in (LEARNER_DECLARES, CENTRE_DECLARES)
)

#: Of a release and a hold that reach for one submission, the second waits and sees the first.
LOCK = "PERFORM FROM assessments_submission s WHERE s.id = NEW.submission_id FOR NO KEY UPDATE;"
NOT_HELD = """
    NOT EXISTS (
        SELECT FROM assessments_hold h WHERE h.submission_id = NEW.{key} AND h.lifted_at IS NULL
    )
"""
WORDS_OF_A_HOLD = "The result is held, and is released once the hold is lifted (X6)."
NOT_OUT = f"""
    EXISTS (
        SELECT FROM assessments_submission s WHERE s.id = NEW.submission_id
        AND s.state IN ('{S.SUBMITTED}', '{S.CHECKING}', '{S.ACCEPTED}')
    ) AND NOT EXISTS (
        SELECT FROM assessments_result r
        WHERE r.submission_id = NEW.submission_id AND r.released_at IS NOT NULL
    )
"""


def of_sending() -> list[pgtrigger.Trigger]:
    """Return the triggers that let work be sent whole, reviewed and signed, or not at all.

    What depends on the day (approval, code, the documents a unit requires) the operation asks.
    """
    return [
        refusing(
            "work_is_sent_with_its_files",
            pgtrigger.Update,
            when=SENT,
            unless=FIT_TO_SEND,
            words="Work is sent with a cover sheet, and files that were all accepted (A19, Q26).",
        ),
        refusing(
            "work_is_sent_reviewed",
            pgtrigger.Update,
            when=SENT,
            unless=REVIEWED,
            words="Work is sent once exactly these files were reviewed against the unit (A20).",
        ),
        refusing(
            "work_is_sent_signed",
            pgtrigger.Update,
            when=SENT,
            unless=SIGNED,
            words="Work is sent once learner and centre have signed for these files (A19).",
        ),
    ]


def held_work_is_not_released() -> pgtrigger.Trigger:
    """Return the trigger that keeps a submission in while a hold lies on it."""
    return refusing(
        "held_work_is_not_released",
        pgtrigger.Update,
        when=f"OLD.state <> '{S.RELEASED}' AND NEW.state = '{S.RELEASED}'",
        unless=NOT_HELD.format(key="id"),
        words=WORDS_OF_A_HOLD,
    )


def a_held_result_is_not_released() -> pgtrigger.Trigger:
    """Return the trigger that keeps a result in while a hold lies on its submission."""
    return refusing(
        "a_held_result_is_not_released",
        pgtrigger.Update,
        when=f"OLD.state <> '{R.RELEASED}' AND NEW.state = '{R.RELEASED}'",
        first=LOCK,
        unless=NOT_HELD.format(key="submission_id"),
        words=WORDS_OF_A_HOLD,
    )


def of_holds() -> list[pgtrigger.Trigger]:
    """Return the triggers that let a hold lie only on what is not out, and be lifted once."""
    return [
        refusing(
            "a_hold_comes_before_release",
            pgtrigger.Insert,
            first=LOCK,
            unless=NOT_OUT,
            words="There is no result to hold: it is out already, or the work is not here (X6).",
        ),
        refusing(
            "a_hold_begins_unlifted",
            pgtrigger.Insert,
            when="NEW.lifted_at IS NOT NULL",
            words="A hold is laid before it is lifted (X6).",
        ),
        refusing(
            "a_lifted_hold_stands",
            pgtrigger.Update,
            when="OLD.lifted_at IS NOT NULL AND OLD.* IS DISTINCT FROM NEW.*",
            words="A hold is lifted once (X6).",
        ),
    ]
