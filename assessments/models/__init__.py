"""The nouns of assessments: submissions, evidence, checks, marking, results and holds."""

from assessments.models.assurance import Assurance, CriterionChange
from assessments.models.evidence import EvidenceCopy, EvidenceFile, ItemReview
from assessments.models.hold import Hold, RegistryDifference
from assessments.models.involvement import Involvement
from assessments.models.mark_sheet import CriterionMark, MarkSheet, OutcomeComment
from assessments.models.marking import Allocation, Marking
from assessments.models.note import Note
from assessments.models.quality_check import CheckPoint, QualityCheck
from assessments.models.question import Question
from assessments.models.result import Result, ResultCriterion, ResultOutcome, ResultSheet
from assessments.models.submission import Submission

__all__ = [
    "Allocation",
    "Assurance",
    "CheckPoint",
    "CriterionChange",
    "CriterionMark",
    "EvidenceCopy",
    "EvidenceFile",
    "Hold",
    "Involvement",
    "ItemReview",
    "MarkSheet",
    "Marking",
    "Note",
    "OutcomeComment",
    "QualityCheck",
    "Question",
    "RegistryDifference",
    "Result",
    "ResultCriterion",
    "ResultOutcome",
    "ResultSheet",
    "Submission",
]
