"""Which receivers have stopped answering, judged by the last tries of every body."""

from collections import defaultdict

from awarding.models import OutboxAttempt

LATELY = 200
IN_A_ROW = 5


def receivers() -> set[tuple[int, str]]:
    """Return the bodies and tasks whose last five answered tries all ended unknown.

    A try that was never answered, because its process died, says nothing of the receiver. One
    answer is enough to be out of trouble.
    """
    outcomes: dict[tuple[int, str], list[str]] = defaultdict(list)
    lately = (
        OutboxAttempt.objects.filter(ended_at__isnull=False)
        .order_by("-id")
        .values_list("awarding_body_id", "message__task", "outcome")
    )
    for body, task, outcome in lately[:LATELY]:
        outcomes[body, task].append(outcome)
    return {
        receiver
        for receiver, found in outcomes.items()
        if len(found) >= IN_A_ROW and set(found[:IN_A_ROW]) == {"unknown"}
    }
