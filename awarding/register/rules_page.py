"""``docs/rules.md``: every rule of the sources, where it is kept and which tests prove it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from awarding.kernel.rules import Clause, Kept
from awarding.register.clauses import quoted_by
from awarding.register.loading import order
from awarding.register.places import Guard, MoveOf, Policy, place
from awarding.register.proofs import Proof
from awarding.register.sources import DOCUMENTS, Source

HEAD = """\
# The rules and where they are kept

Written by `./portal docs` from the code; do not edit it. The rules are those of five public
documents of awarding bodies, in our own words; a rule is cited by its code everywhere.

Kinds: **gate** a rule asked before an act · **state** a line of a machine, a constraint, a
trigger or a row policy · **attested** declared by a person · **data** a value kept as data ·
**shown** on a page or in a file · **flow** what an act does. `./portal prove --rules` switches
each off in turn and lists those that no test notices.
"""


def page(
    sources: Mapping[str, Source], kept: Sequence[Kept], proofs: Mapping[str, Sequence[Proof]]
) -> str:
    """Return the page: what is kept, rule by rule, then what is not built yet."""
    places = {code: list(those) for code, those in groupby(kept, key=lambda one: one.code)}
    built = [sources[code] for code in sorted(places, key=order)]
    later = [one for one in sources.values() if one.code not in places]
    parts = [
        HEAD,
        *_documents(),
        *_overview(built, places, proofs),
        "## Rule by rule\n",
        *(_rule(one, places[one.code], proofs.get(one.code, ())) for one in built),
        *_later(later),
    ]
    return "\n".join(parts)


def _documents() -> Iterator[str]:
    yield "| Codes | Document |\n|---|---|"
    yield from (f"| {letter} | {title} |" for letter, title in DOCUMENTS.items())
    yield ""


def _overview(
    built: Iterable[Source],
    places: Mapping[str, Sequence[Kept]],
    proofs: Mapping[str, Sequence[Proof]],
) -> Iterator[str]:
    yield "## At a glance\n\n| Code | Said | Kept as | Places | Tests |\n|---|---|---|---|---|"
    for one in built:
        kinds = ", ".join(sorted({kept.kind for kept in places[one.code]}))
        counts = f"{len(places[one.code])} | {len(proofs.get(one.code, ()))}"
        yield f"| [{one.code}](#{one.code.lower()}) | {one.said} | {kinds} | {counts} |"
    yield ""


def _rule(one: Source, kept: Sequence[Kept], proofs: Sequence[Proof]) -> str:
    begun = "" if one.since else " Kept in part: this version does not promise all of it."
    asked = f"*{one.question}* " if one.question else ""
    lines = [f"### {one.code}\n", f"{asked}{one.rule} ({one.said}).{begun}\n"]
    lines += [line for place_ in kept for line in _place(place_)]
    lines += ["", "Tests:\n", *_tests(proofs), ""]
    return "\n".join(lines)


def _place(kept: Kept) -> Iterator[str]:
    found = place(kept.where)
    told = " ".join(f"{_question(kept)}{_reading(kept, found)}".split())
    yield f"- **{kept.kind}** `{kept.where}`{': ' if told else ''}{told}"
    for clause in quoted_by(found) if kept.kind == "gate" else ():
        yield _cited(clause)


def _cited(clause: Clause) -> str:
    """Only the words of a source are set as a quotation."""
    if clause.is_own:
        return f"  - The portal's own rule ({clause.number}): {clause.words}"
    return f"  > {clause.words} ({clause})"


def _reading(kept: Kept, found: object) -> str:
    return kept.reading or ("" if kept.question else _said_by(found))


def _question(kept: Kept) -> str:
    return f"*{kept.question}* " if kept.question else ""


def _said_by(found: object) -> str:
    """Return what the code itself says of a place, in one sentence."""
    if isinstance(found, MoveOf):
        return "; ".join(
            f"from {', '.join(line.sources)} to {line.to}"
            for line in found.machine.moves
            if line.name == found.move
        )
    if isinstance(found, Guard):
        return f"kept by the database on every {found.model._meta.verbose_name}"
    if isinstance(found, Policy):
        return f"row policy of the {found.audience} on every {found.model._meta.verbose_name}"
    return (getattr(found, "__doc__", "") or "").partition("\n")[0]


def _tests(proofs: Sequence[Proof]) -> Iterator[str]:
    if not proofs:
        yield "- none names it"
    for file, those in groupby(proofs, key=lambda proof: proof.file):
        yield f"- `{file}`: {'; '.join(str(proof) for proof in those)}"


def _later(later: Iterable[Source]) -> Iterator[str]:
    yield "## Not built yet\n"
    for letter, rules in groupby(later, key=lambda one: one.code[0]):
        yield f"### {DOCUMENTS[letter]}\n\n| Code | Said | Rule |\n|---|---|---|"
        for one in rules:
            asked = f"{one.question} " if one.question else ""
            yield f"| {one.code} | {one.said} | {asked}{one.rule} |".replace("\n", " ")
        yield ""
