"""Adding to a body's rulebook. Nothing in it is changed or taken out."""

from datetime import date, datetime

from awarding.kernel import clock
from awarding.kernel.actors import Actor
from awarding.kernel.rules import unless
from awarding.models import Term
from awarding.operation import note, operation
from awarding.queries import rulebook
from awarding.queries.rulebook import Citing
from awarding.rules import rulebook as rules
from awarding.rules.clock import SlaTerms


@operation("term.add", keeps=("Q20",))
def add_term(*, name: str, terms: Citing, from_on: date, by: Actor, now: datetime) -> Term:
    """Return a new set of values in force from a day on, or raise ``Refused`` without a clause.

    ``terms.cites`` is the body's own clause. Whatever has begun keeps the values it began with.
    Numbers by which no clock could count are refused.
    """
    new = rules.NewTerm(terms.cites, type(terms)().cites, from_on, clock.london_day(now))
    term = Term(
        name=name,
        values=rulebook.written(terms),
        from_on=from_on,
        document=terms.cites.document,
        issue=terms.cites.issue,
        number=terms.cites.number,
        words=terms.cites.words,
    )
    unless(
        rules.number_quotes_its_own_clause(new),
        rules.number_is_for_days_to_come(new),
        rules.clock_can_keep_it(terms) if isinstance(terms, SlaTerms) else None,
        subject=term,
    )
    term.save(force_insert=True)
    note(name=name, from_on=from_on, values=term.values)
    return term
