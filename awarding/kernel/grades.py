"""The grades there are: one pair of words that is stored; a body has its own for its pages."""

from enum import StrEnum


class Grade(StrEnum):
    """What is decided of a criterion, and what a unit comes to."""

    PASS = "pass"
    REFERRAL = "referral"
