"""Which tests stay together on one process: those that share something costly to set up."""

from xdist.scheduler import LoadScopeScheduling

#: A folder or file whose tests share one installation, one demo or one walked world.
TOGETHER = (
    "tests/journeys/",
    "tests/registry/",
    "tests/assessments/test_demo.py",
    "tests/assessments/test_each_act_waits.py",
    "tests/house/test_addresses.py",
)


class SharedSetUp(LoadScopeScheduling):
    """Every test goes where there is room, but what shares a set-up goes to one process."""

    def _split_scope(self, nodeid: str) -> str:
        """Return the name under which tests stay together; most tests stand alone."""
        return next((shared for shared in TOGETHER if nodeid.startswith(shared)), nodeid)
