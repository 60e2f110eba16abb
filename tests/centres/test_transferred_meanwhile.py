"""A12: what was transferred already is not transferred on by a request of before."""

import pytest

from awarding.kernel.rules import Refused
from centres.models import Registration
from centres.operations import approving, transferring
from tests.centres.test_transfers import asked, code_now, on_ordinary_code
from tests.factories import standing_as
from tests.world import World


@pytest.mark.rule("A12")
def test_a_registration_on_a_code_of_the_service_by_now_stays_on_it(world: World):
    registered = on_ordinary_code(world)
    request = asked(world, registered)
    with standing_as(world.staff) as by:
        other = approving.grant_code(
            centre=world.centre,
            qualification=world.code.qualification,
            code="8605-22",
            is_service=True,
            by=by,
            now=world.now,
        )
        Registration.objects.filter(pk=registered.pk).update(catalogue_entry=world.code)

        with pytest.raises(Refused, match="8605-21, a code of the assessment service already"):
            transferring.transfer(request=request, code=other, by=by, now=world.now)

    assert code_now(world, registered) == "8605-21"
