"""Q26, A19: whether the name under a declaration is the learner's, and what is signed."""

import pytest

from assessments.rules.signing import name_is_the_learners, signs_what_was_shown


@pytest.mark.rule("Q26")
@pytest.mark.parametrize(
    ("signed", "registered"),
    [
        ("Siân Gŵyn Llŷr", "Siân Gŵyn Llŷr"),
        ("  sian   GWYN llyr ", "Siân Gŵyn Llŷr"),
        ("Llŷr, Siân Gŵyn", "Siân Gŵyn Llŷr"),
        ("Callum O'Hare", "Callum O’Hare"),
        ("Oluwaseun Adeyemi Fitzgerald", "Oluwaseun Adeyemi-Fitzgerald"),
        ("Lukasz Zak", "Łukasz Żak"),
        ("JÜRGEN GROSS", "Jürgen Groß"),
        ("王小明", "王小明"),
        ("محمد الأحمد", "محمد الأحمد"),
    ],
)
def test_case_accents_spaces_and_order_do_not_matter(signed, registered):
    assert name_is_the_learners(signed=signed, registered=registered) is None


@pytest.mark.rule("Q26")
@pytest.mark.parametrize(
    ("signed", "registered"),
    [
        ("Someone Else Entirely", "Siân Gŵyn Llŷr"),
        ("Siân Llŷr", "Siân Gŵyn Llŷr"),
        ("Siân Gŵyn Llŷr Jones", "Siân Gŵyn Llŷr"),
        ("Ann Ann Lee", "Ann Lee"),
        ("王小红", "王小明"),
        ("…", "Ann Lee"),
    ],
)
def test_another_name_is_cautioned_with_both_names(signed, registered):
    caution = name_is_the_learners(signed=signed, registered=registered)

    assert caution.rule == "Q26"
    assert str(caution.reason) == (
        f"The declaration is signed “{signed}”, and the learner is registered as"
        f" “{registered}”. Correct the name, or say why it is different."
    )


@pytest.mark.rule("A19")
@pytest.mark.parametrize(("shown", "now", "signs"), [("a1", "a1", True), ("a1", "b2", False)])
def test_exactly_what_was_shown_is_signed(shown, now, signs):
    assert (signs_what_was_shown(shown, now) is None) == signs
