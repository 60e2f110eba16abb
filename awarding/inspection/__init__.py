"""Is a file from outside what it says, fit to be used, and free of what can do harm?"""

from awarding.inspection.copies import NotCopied, anonymise
from awarding.inspection.inspecting import inspect
from awarding.inspection.verdicts import Facts, Limits, Outcome, Scan, Verdict
from awarding.inspection.virus import Scanner, Silent

__all__ = [
    "Facts",
    "Limits",
    "NotCopied",
    "Outcome",
    "Scan",
    "Scanner",
    "Silent",
    "Verdict",
    "anonymise",
    "inspect",
]
