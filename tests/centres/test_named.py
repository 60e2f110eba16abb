"""A26: whether words name somebody, by whole words."""

import pytest

from centres.queries.learners import is_named, part_in


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
        ("An Li", f"{'The plan lists more. ' * 20}It is of An Li.", True),
        ("李小龍", "這是李小龍的。", True),
    ],
)
def test_somebody_is_named_by_whole_words_alone(name, words, named):
    assert is_named(name, words) == named


@pytest.mark.rule("A26")
@pytest.mark.parametrize(
    ("name", "words", "part"),
    [
        ("Siân Gŵyn Llŷr", "See Siân’s second file.", "Siân"),
        ("Siân Gŵyn Llŷr", "It is by SIAN.", "SIAN"),
        ("Siân Gŵyn Llŷr", "See the second file.", ""),
        ("Mark Page", "The mark is on page 3.", ""),
        ("Mary O'Neill-Page", "Ask O’Neill-Page.", "O'Neill-Page"),
        ("Wei L", "Plan L is newer.", ""),
    ],
)
def test_a_word_with_a_capital_may_be_a_part_of_a_name(name, words, part):
    assert part_in(name, words) == part
