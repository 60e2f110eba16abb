"""The nouns of centres: approvals, catalogue, learners, registrations, transfers, competence."""

from centres.models.allocation import Allocation
from centres.models.approval import Approval, CatalogueEntry
from centres.models.competence import AssessorApproval, ConflictOfInterest
from centres.models.learner import Learner
from centres.models.registration import Cohort, Registration
from centres.models.transfer import TransferRequest

__all__ = [
    "Allocation",
    "Approval",
    "AssessorApproval",
    "CatalogueEntry",
    "Cohort",
    "ConflictOfInterest",
    "Learner",
    "Registration",
    "TransferRequest",
]
