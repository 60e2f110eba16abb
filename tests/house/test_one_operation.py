"""A request makes one call, to an operation."""

import ast
import sys
from types import SimpleNamespace

from awarding.operation import OPERATIONS
from config import urls
from tests.house import code
from tests.house.operations_called import Calls

MUST = "request.actor.must("
VIEWS = sorted(
    name
    for name in sys.modules
    if ".views" in name and name.startswith(("awarding.", "centres.", "assessments."))
)


def too_many(module, operations) -> list[str]:
    calls = Calls(module, operations)
    return [f"{module.__name__}.{name}" for name in calls.functions if calls.most(name) > 1]


def test_a_view_calls_one_operation_at_most():
    assert urls.urlpatterns
    operations = set(OPERATIONS.values())
    modules = [sys.modules[name] for name in VIEWS if sys.modules[name].__file__]

    counted = sum(Calls(m, operations).most(n) for m in modules for n in Calls(m, set()).functions)

    assert counted > 20  # it still finds the operations that views call
    assert [one for module in modules for one in too_many(module, operations)] == []


def test_no_view_asks_who_may_do_its_act():
    """The address says it (``needs``), and the operation asks again."""

    def asked(path):
        return [ast.unparse(one) for one in code.calls(path) if ast.unparse(one).startswith(MUST)]

    views = [one for one in code.files(*code.APPS) if "views" in one.parts]

    assert len(views) > 40
    assert code.offending(views, asked) == {}


def test_a_second_operation_and_one_in_a_loop_are_found(tmp_path):
    source = """
def in_turn(request):
    acts.do()
    return acts.do()

def in_a_loop(request):
    for one in request:
        acts.do()

def in_a_list(request):
    return [acts.do() for one in request]

def through_another(request):
    acts.do()
    return either(request)

def either(request):
    if request:
        return acts.do()
    return acts.do()
"""
    (tmp_path / "views.py").write_text(source)
    done = object()
    view = SimpleNamespace(
        __name__="views", __file__=tmp_path / "views.py", acts=SimpleNamespace(do=done)
    )

    assert too_many(view, {done}) == [
        "views.in_turn",
        "views.in_a_loop",
        "views.in_a_list",
        "views.through_another",
    ]
