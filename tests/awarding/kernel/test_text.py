"""What a paste brings along unseen is put right; what somebody meant stays as it is."""

import pytest

from awarding.kernel.text import cleaned, spelt


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\uf0b7 One\r\n\uf0a7 Two\r\uf0d8 Three", "• One\n• Two\n• Three"),
        ("\uf0fc met, \uf0fb not met \uf0e0 again", "✓ met, ✗ not met → again"),
        ("a\x85b\u2028c\u2029d\x0be\x0cf", "a\nb\nc\nd\ne\nf"),
        ("Bell\x07 and null\x00 and escape\x1b", "Bell and null and escape"),
        ("half \ud83d a letter", "half  a letter"),
        ("private \ue000\U0010fffd, none \ufffe\ufdd0\u0378", "private , none "),
        ("Sia\u0302n", "Siân"),
        ("cut\x07\u0302", "cut\u0302"),
        ("\tindented\n\n  twice", "\tindented\n\n  twice"),
        ("می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष"),
        ("zero\u200bwidth, \u2067turned\u2069", "zero\u200bwidth, \u2067turned\u2069"),
        ("“Good” – see p. 2… 👍 ≤ 5 €", "“Good” – see p. 2… 👍 ≤ 5 €"),
    ],
)
def test_text_is_kept_as_it_was_meant(typed, kept):
    assert cleaned(typed) == kept
    assert cleaned(kept) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Si\u200bân\u202e Ll\u2066ŷr\ufeff\x07", "Siân Llŷr"),
        ("  Siân\tGŵyn\r\n Llŷr\x85", "Siân Gŵyn Llŷr"),
        ("Nguye\u0302\u0303n\xa0An", "Nguyễn An"),
        ("سه\u200cیل", "سه\u200cیل"),
    ],
)
def test_a_name_is_one_line_without_anything_unseen(typed, kept):
    assert cleaned(typed, one_line=True) == kept


def test_a_letter_nobody_knows_stays_in_a_name_to_be_refused_rather_than_lost():
    assert cleaned("Li \ue863", one_line=True) == "Li \ue863"


def test_letters_are_spelt_so_that_they_can_be_looked_up():
    assert spelt({"\U00012000", "\x07"}) == "U+0007, \U00012000 (U+12000)"


UNSEEN = ["\u200b", "\u200d", "\u200e", "\u061c", "\u2060", "\u2800", "\u3164", "\u034f", "\ufe0f"]


@pytest.mark.parametrize("alone", UNSEEN)
def test_words_of_which_nothing_is_seen_are_no_words(alone):
    assert cleaned(f" {alone}\n{alone} ") == ""
    assert cleaned(alone, one_line=True) == ""


@pytest.mark.parametrize("between", ["\u200e", "\u034f", "\u3164", "\U000e0041", "\u061c"])
def test_two_names_that_look_the_same_are_the_same(between):
    assert cleaned(f"Jürgen{between} Groß", one_line=True) == "Jürgen Groß"
