"""A33: neither a hand-over nor a final result with a letter that no result sheet could print."""

import pytest

from assessments.models import Result
from assessments.operations import assuring, finalising, mark_sheets, marking
from assessments.operations.finalising import Judgement
from assessments.queries import sheets
from awarding import paper
from awarding.kernel.rules import Refused
from tests.factories import standing_as
from tests.world import World

CUNEIFORM = "\U00012000"


def reason_of(no: pytest.ExceptionInfo[Refused]) -> str:
    [one] = no.value.answers
    assert one.rule == "A33"
    return str(one.reason)


@pytest.mark.parametrize("letter", ["\x07", "\uf0b7", "\x85", CUNEIFORM])
def test_what_the_paper_could_not_draw_is_known_beforehand(letter):
    assert paper.undrawn(f"Clear. {letter}Well done.") == {letter}


@pytest.mark.parametrize(
    "words",
    ["Siân Gŵyn Llŷr", "• ✓ “Good” – 5 ≤ 6 €\n\tNext", "王小明 محمد अमित", "می\u200cخواهم"],
)
def test_what_the_paper_can_draw_is_not_in_the_way(words):
    assert paper.undrawn(words) == set()


@pytest.mark.rule("A33")
def test_a_sheet_is_not_handed_over_with_a_letter_that_cannot_be_printed(world: World):
    allocated = world.allocated()
    with standing_as(world.assessor) as by:
        item = world.marking_of(allocated)
        sheet = marking.start(marking=item, by=by, now=world.now)
        first, second, *_ = criteria = sheets.criteria_of(world.unit.pk)
        typed = [
            mark_sheets.Typed(one.pk, "pass", "Clear.\x07" if one == second else "Clear.")
            for one in criteria
        ]
        sheet = mark_sheets.save_sheet(
            sheet=sheet,
            marks=typed,
            comments={first.outcome_id: f"Good {CUNEIFORM}."},
            overall="\uf0b7 Well done.",
            seen=mark_sheets.Seen(sheet.version),
            by=by,
            now=world.now,
        )
        with pytest.raises(Refused) as no:
            marking.complete(marking=item, version=sheet.version, by=by, now=world.now)

    told = reason_of(no)
    assert f"feedback on {second.label}: U+0007; comment on outcome" in told
    assert f"{CUNEIFORM} (U+12000); overall comment: U+F0B7." in told


@pytest.mark.rule("A33")
def test_nothing_is_finalised_with_a_letter_that_cannot_be_printed(world: World):
    marked = world.marked()
    with standing_as(world.lead) as by:
        item = world.marking_of(marked)
        assurance = assuring.open_assurance(marking=item, by=by, now=world.now)
        one, *_ = sheets.criteria_of(world.unit.pk)
        change = Judgement(one.pk, "referral", f"Say more {CUNEIFORM}.", "It is short.")
        with pytest.raises(Refused) as no:
            finalising.finalise(
                assurance=assurance, judgements=[change], comment="", by=by, now=world.now
            )
        assert not Result.objects.exists()

    assert f"feedback on {one.label}: {CUNEIFORM} (U+12000)." in reason_of(no)
