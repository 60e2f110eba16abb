"""What a template uses and says, read from its parsed nodes and its source."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.template import Template
from django.template.base import FilterExpression, Node, TextNode, Variable
from django.template.defaulttags import ForNode, WithNode
from django.template.loader import get_template
from django.template.loader_tags import IncludeNode

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "templates"
GIVEN = {"forloop", "block", "True", "False", "None"}
TAKES = re.compile(r"Takes:(.*)#\}")
QUOTED_WORDS = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"{]*[A-Za-z]{2}[^"{]*)"')
TAG = re.compile(r"<[^>]*>", re.DOTALL)
NOT_WORDS = re.compile(r"&\w+;|\bp-[\w-]+")
WORD = re.compile(r"[A-Za-z]{2,}")


def all_templates() -> list[str]:
    """Every template of the project, by name."""
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))


def components() -> list[str]:
    """Every component, by name."""
    return [name for name in all_templates() if name.startswith("components/")]


def source(name: str) -> str:
    """The template as written."""
    return (TEMPLATES / name).read_text()


def parsed(name: str) -> Template:
    """The template as parsed."""
    return get_template(name).template


def declared(name: str) -> set[str]:
    """What the first line of a component says it takes; remarks in brackets do not count."""
    said = TAKES.search(source(name).splitlines()[0])
    assert said, f"{name}: the first line says no 'Takes: …'."
    names = re.sub(r"\([^)]*\)", "", said[1]).strip().rstrip(".")
    return {word.strip() for word in names.split(",")} - {"", "nothing"}


def used(name: str) -> set[str]:
    """The names a template takes from outside itself."""
    return {found for found in names_in(parsed(name).nodelist, set()) if found not in GIVEN}


def names_in(nodes: object, own: set[str]) -> Iterator[str]:
    """The names used by nodes, without those that a loop or a `with` around them makes."""
    for node in nodes:
        made = own | made_by(node)
        for value in vars(node).values():
            yield from (found for found in names_of(value) if found not in made)
        for part in getattr(node, "child_nodelists", ()):
            yield from names_in(getattr(node, part, None) or (), made)
        for _condition, inner in getattr(node, "conditions_nodelists", ()):
            yield from names_in(inner, made)


def made_by(node: Node) -> set[str]:
    """The names that a node gives to what stands inside it."""
    made = set(getattr(node, "loopvars", ())) if isinstance(node, ForNode) else set()
    if isinstance(node, WithNode) or hasattr(node, "countervar"):
        made |= set(node.extra_context) | {getattr(node, "countervar", None)}
    return made | {getattr(node, "asvar", None)}


def names_of(value: object) -> Iterator[str]:
    """The names in an expression, however it is wrapped."""
    if isinstance(value, Variable):
        yield from value.lookups[:1] if value.lookups else ()
    else:
        for inner in inside(value):
            yield from names_of(inner)


def inside(value: object) -> list[object]:
    """The expressions an expression is made of."""
    if isinstance(value, FilterExpression):
        given = [pair for _function, arguments in value.filters for pair in arguments]
        return [value.var, *(argument for looked_up, argument in given if looked_up)]
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, list | tuple):
        return list(value)
    if hasattr(value, "lbp"):  # a piece of a condition
        return [getattr(value, part, None) for part in ("value", "first", "second")]
    return []


def includes(name: str) -> Iterator[IncludeNode]:
    """Every include of a template."""
    return iter(parsed(name).nodelist.get_nodes_by_type(IncludeNode))


def unmarked_words(template: Template) -> list[str]:
    """Words on the page that are not marked for translation."""
    texts = [node.s for node in template.nodelist.get_nodes_by_type(TextNode)]
    plain = NOT_WORDS.sub(" ", TAG.sub(" ", "\0".join(texts)))
    return WORD.findall(plain) + QUOTED_WORDS.findall(template.source)
