"""Everything a centre reads of one submission, gathered in few queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from assessments.models import EvidenceFile, ItemReview, Result, ResultSheet, Submission
from assessments.queries import sending, sheet_data, timeline, tracker
from assessments.queries.sheet_data import SheetData
from assessments.queries.timeline import Happened
from assessments.queries.tracker import Line
from assessments.rules.sending import SendingFacts
from assessments.states import SUBMISSION, S
from awarding.models import Declaration, DeclarationText
from awarding.queries import declarations as declared
from awarding.queries.sending import x
