"""A26: whether words name somebody, by whole words."""

import pytest

from centres.queries.learners import is_named


@pytest.mark.rule("A26")
@pytest.mark.parametrize(
    ("name", "words", "named"),
    [
        ("Siân Gŵyn Llŷr", "It is of Sian Gwyn  Llyr.", True),
        ("Siân Gŵyn Llŷr", "SIÂN LLŶR’S plan is the second.", True),
        ("Siân Gŵyn Llŷr", "See Siân's second file.", False),
        ("An Li", "The plan lists both files.", False),
        ("An Li", "An Li has both.", True),
        ("Mary O'Neill-Page", "It is page 4.", False),
        ("Mary O'Neill-Page", "It is of Mary O’Neill-Page.", True),
        ("Prem", "Prem wrote it.", True),
        ("Prem", "The premises are ours.", False),
        ("李小龍", "這是李小龍的。", True),
    ],
)
def test_somebody_is_named_by_whole_words_alone(name, words, named):
    assert is_named(name, words) == named
