"""How many operations a function of a view calls on the one way through it that calls most."""

import ast
from types import ModuleType

MANY = 2  # times round a loop, unless it is left by a return


class Calls:
    """What the functions of one module call, those they call in the module included."""

    def __init__(self, module: ModuleType, operations: set[object]) -> None:
        """Read the module; what counts is a call of one of these operations."""
        self.module, self.operations = module, operations
        with open(module.__file__, encoding="utf-8") as source:
            tree = ast.parse(source.read())
        self.functions = {one.name: one for one in tree.body if isinstance(one, ast.FunctionDef)}
        self.asked: list[str] = []

    def most(self, name: str) -> int:
        """Return the most operations that one call of this function can call."""
        if name in self.asked:
            return 0
        self.asked.append(name)
        found = self._way(self.functions[name].body)
        self.asked.pop()
        return found

    def _way(self, steps: list[ast.stmt]) -> int:
        """Return the most along these steps: of two branches one is taken."""
        if not steps:
            return 0
        first, rest = steps[0], steps[1:]
        match first:
            case ast.If():
                ways = (self._way([*branch, *rest]) for branch in (first.body, first.orelse))
                return self._in(first.test) + max(ways)
            case ast.For() | ast.While():
                return max(self._way([*first.body * MANY, *rest]), self._way(rest))
            case ast.Try():
                caught = max((self._way(one.body) for one in first.handlers), default=0)
                return self._way([*first.body, *first.orelse]) + caught + self._way(rest)
            case ast.With():
                return self._in(*first.items) + self._way([*first.body, *rest])
            case ast.Return() | ast.Raise():
                return self._in(first)
        return self._in(first) + self._way(rest)

    def _in(self, *nodes: ast.AST) -> int:
        return sum(self._of(one) for node in nodes for one in ast.walk(node))

    def _of(self, node: ast.AST) -> int:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=where), attr=name)):
                called = getattr(getattr(self.module, where, None), name, None)
                return int(any(called is one for one in self.operations))
            case ast.Call(func=ast.Name(id=name)) if name in self.functions:
                return self.most(name)
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self._in(*ast.iter_child_nodes(node))  # once more than by itself
        return 0
