"""An assessor's sheet is saved as one types, with scripts and without."""

import pytest

from assessments.models import CriterionMark, Marking, MarkSheet, OutcomeComment
from assessments.queries import sheets
from awarding.models import Entry
from tests.assessments.pages.sheet import criteria, filled_in, typed
from tests.factories import standing_as
from tests.pages import described_by_nothing, words


@pytest.mark.rule("A27")
def test_the_sheet_speaks_the_bodys_words_and_shows_what_each_decision_looks_like(
    world, assessor, begun
):
    page = words(assessor.get(begun))

    assert page.count("Names a leader.") == 4
    assert "Referral" in page
    assert "A good Pass" in page
    assert "0 of 4 criteria marked . Still open: 1.1, 1.2, 2.1, 2.2." in page


@pytest.mark.rule("A28")
def test_each_group_is_saved_as_one_types_with_its_version(world, assessor, begun):
    one, two = criteria(world)[0], criteria(world)[2]

    first = typed(
        assessor,
        begun,
        f"criterion-{one.pk}",
        **{f"decision-{one.pk}": "pass", f"feedback-{one.pk}": "Good, page 1."},
    )
    second = typed(
        assessor, begun, f"outcome-{two.outcome_id}", 1, **{f"comment-{two.outcome_id}": "Clear."}
    )
    third = typed(assessor, begun, "overall", 2, overall="Well argued.")

    assert (first.json()["version"], third.json()["version"]) == (1, 3)
    assert first.json()["counts"] == {
        "progress": "1 of 4 criteria marked",
        "still-open": "Still open: 1.2, 2.1, 2.2.",
    }
    assert second.json()["message"].startswith("Saved at ")
    with standing_as(world.assessor):
        sheet = MarkSheet.objects.get()
        assert sheet.overall_comment == "Well argued."
        assert CriterionMark.objects.get().feedback == "Good, page 1."
        assert OutcomeComment.objects.get().words == "Clear."


def test_what_saves_itself_counts_by_its_version_and_needs_no_form_key(assessor, begun):
    kept = typed(assessor, begun, "overall", overall="Well argued.", form_key="")
    again = typed(assessor, begun, "overall", overall="Well argued.", form_key="")

    assert (kept.status_code, again.status_code) == (200, 409)


def test_groups_are_saved_together_and_a_window_is_known_by_its_name(world, assessor, begun):
    one = criteria(world)[0]
    groups = f"criterion-{one.pk} outcome-{one.outcome_id}"
    fields = {f"feedback-{one.pk}": "Clear.", f"comment-{one.outcome_id}": "Sound."}
    window = {"HTTP_X_WINDOW": "one"}

    first = assessor.post(
        f"{begun}save/",
        fields,
        HTTP_X_GROUPS=groups,
        HTTP_X_VERSION="0",
        HTTP_X_TURN="1",
        **window,
    )
    second = assessor.post(
        f"{begun}save/",
        {"overall": "Well argued."},
        HTTP_X_GROUPS="overall",
        HTTP_X_VERSION="0",
        HTTP_X_TURN="2",
        **window,
    )

    assert (first.status_code, second.json()["version"]) == (200, 2)
    with standing_as(world.assessor):
        assert CriterionMark.objects.get().feedback == "Clear."
        assert OutcomeComment.objects.get().words == "Sound."


@pytest.mark.parametrize("turn", ["9" * 18, "9" * 4500, "-1", "next"])
def test_a_save_numbered_by_no_window_of_ours_is_answered_as_any_other(assessor, begun, turn):
    heads = {"HTTP_X_GROUPS": "overall", "HTTP_X_VERSION": "0", "HTTP_X_WINDOW": "one"}

    kept = assessor.post(f"{begun}save/", {"overall": "Good."}, HTTP_X_TURN=turn, **heads)

    assert kept.status_code == 200


def test_feedback_that_is_too_long_is_said_beside_its_box(world, assessor, begun):
    one = criteria(world)[0]

    said = typed(assessor, begun, f"criterion-{one.pk}", **{f"feedback-{one.pk}": "x" * 2001})

    assert said.status_code == 422
    assert said.json() == {
        "errors": {f"feedback-{one.pk}": "Feedback must be 2,000 characters or fewer."}
    }


def test_what_is_wrong_is_described_to_each_box_it_is_wrong_in(world, assessor, begun):
    one = criteria(world)[0]
    names = (f"feedback-{one.pk}", f"comment-{one.outcome_id}", "overall")

    answer = assessor.post(
        begun, filled_in(world) | dict.fromkeys(names, "x" * 2001) | {f"decision-{one.pk}": "no"}
    )

    page = answer.content.decode()
    assert [name for name in names if f'id="id_{name}_error"' not in page] == []
    assert f'id="id_decision-{one.pk}_error"' in page
    assert described_by_nothing(answer) == set()


def test_a_second_window_is_told_and_may_choose(world, assessor, begun):
    one = criteria(world)[0]
    typed(assessor, begun, f"criterion-{one.pk}", 0, **{f"decision-{one.pk}": "pass"})

    said = typed(assessor, begun, f"criterion-{one.pk}", 0, **{f"decision-{one.pk}": "referral"})

    assert said.status_code == 409
    assert said.json() == {
        "message": "This sheet was changed in another window. What is here is not saved. Saving it"
        " replaces what the other window saved.",
        "url": begun,
        "link": "Show what was saved there",
        "version": 1,
        "keep": "Replace it with what is here",
    }
    with standing_as(world.assessor):
        assert CriterionMark.objects.get().decision == "pass"


def test_a_group_that_no_sheet_has_is_not_understood(world, assessor, begun):
    assert typed(assessor, begun, "somebody-elses").status_code == 400


@pytest.mark.rule("A27", "A28")
def test_a_page_promises_to_save_as_one_types_only_where_scripts_run(world, assessor, begun):
    page = assessor.get(begun).content.decode()

    assert 'data-words-begin="Saves as you type"' in page
    assert ">Saves as you type<" not in page


def test_without_scripts_the_whole_sheet_is_saved_by_its_button(world, assessor, begun):
    done = assessor.post(begun, filled_in(world) | {"act": "save"}, follow=True)

    assert "The sheet is saved." in words(done)
    assert "4 of 4 criteria marked . Ready to submit." in words(done)
    with standing_as(world.assessor):
        assert CriterionMark.objects.filter(decision="pass").count() == 4
        assert OutcomeComment.objects.count() == 2


def test_without_scripts_a_conflict_keeps_what_was_typed_and_asks(world, assessor, begun):
    assessor.post(begun, filled_in(world) | {"act": "save"})
    mine = filled_in(world) | {"act": "save", "overall": "Mine is another."}

    conflict = assessor.post(begun, mine)
    over = assessor.post(begun, mine | {"version": 1}, follow=True)

    assert conflict.status_code == 409
    assert "This sheet was changed in another window" in words(conflict)
    assert "Mine is another." in words(conflict)
    assert 'name="version" value="1"' in conflict.content.decode()
    assert "The sheet is saved." in words(over)


@pytest.mark.rule("A33")
def test_what_word_pastes_is_saved_so_that_a_result_sheet_can_print_it(world, assessor, begun):
    pasted = "\uf0b7 Clear.\x07\r\n\uf0b7 Well shown.\x85"
    [one, *_] = criteria(world)
    sent = filled_in(world) | {f"feedback-{one.pk}": pasted, "overall": pasted}
    sent[f"comment-{one.outcome_id}"] = pasted
    asked = assessor.post(begun, sent | {"act": "submit"})
    assessor.post(asked.url, {"version": 1})

    with standing_as(world.staff):
        sheet = MarkSheet.objects.get()
        kept = {
            sheet.overall_comment,
            sheets.marks_on(sheet)[one.pk].feedback,
            sheets.comments_on(sheet)[one.outcome_id],
        }
        assert Marking.objects.get().state == "marked"
    assert kept == {"• Clear.\n• Well shown.\n"}


def test_typing_leaves_no_entry_in_the_ledger(world, assessor, begun):
    typed(assessor, begun, "overall", 0, overall="More.")

    with standing_as(world.staff):
        assert not Entry.objects.filter(act__startswith="sheet.save").exists()


@pytest.mark.rule("A31")
def test_a_sheet_sent_after_it_was_handed_over_is_given_back_to_be_read(world, assessor, begun):
    asked = assessor.post(begun, filled_in(world) | {"act": "submit"})
    assessor.post(asked.url, {"version": 1})
    one = criteria(world)[0]
    late = {"version": 1, f"decision-{one.pk}": "referral", f"feedback-{one.pk}": "Too late."}

    answer = assessor.post(begun, late | {"overall": "On second thoughts."})

    page = words(answer)
    assert answer.status_code == 409
    assert "What you sent was not saved" in page
    assert "1.1 Decision Referral 1.1 Feedback Too late." in page
    assert "Overall comment On second thoughts." in page
    assert "You handed this over on" in page
    with standing_as(world.assessor):
        assert CriterionMark.objects.get(criterion=one).feedback == "You show this on page 2."
