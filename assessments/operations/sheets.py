"""The result sheet: made by a worker from data, before release and never by hand (A33)."""

from datetime import datetime

from django.core.files.base import ContentFile

from assessments.models import Result, ResultSheet
from assessments.queries.sheet_data import sheet_data
from awarding import paper
from awarding.kernel.actors import Actor
from awarding.operation import note, operation
from awarding.operations import files, outbox
from awarding.operations.files import Kept
from awarding.operations.outbox import Claim, NeedsAPerson


def deliver_sheet(*, message: int, by: Actor, now: datetime) -> None:
    """Make the sheet a message asks for. Run twice, the first to confirm is kept.

    A sheet on which a name would not stand as it is spelt is not made: a person must look.
    """

    def make(claimed: Claim) -> Kept:
        result = Result.objects.get(pk=claimed.payload["result"])
        try:
            made = paper.pdf("assessments/sheet.html", {"sheet": sheet_data(result)})
        except paper.Unprintable as undrawn:
            raise NeedsAPerson(str(undrawn)) from undrawn
        return files.store("sheets", ContentFile(made))

    def confirm(claimed: Claim, made: Kept) -> str:
        result = Result.objects.get(pk=claimed.payload["result"])
        return f"{attach(result=result, made=made, by=by, now=now).size} bytes"

    outbox.deliver(message, call=make, confirm=confirm, by=by, now=now, lease=outbox.LONG_LEASE)


@operation("sheet.make", keeps=["A33"])
def attach(*, result: Result, made: Kept, by: Actor, now: datetime) -> ResultSheet:
    """Attach the sheet, whose bytes are stored, to its result, which may then be released (A33).

    Locks the result; ``IllegalMove`` where it has its sheet already.
    """
    result = Result.objects.select_for_update(of=("self",)).get(pk=result.pk)
    result.move("make_sheet")
    sheet: ResultSheet = ResultSheet.objects.create(
        centre_id=result.centre_id,
        result=result,
        key=made.key,
        size=made.size,
        sha256=made.sha256,
        made_at=now,
    )
    result.save(update_fields=["state"])
    note(sha256=sheet.sha256, result=result.pk)
    return sheet
