"""What a machine's table lets happen, kept by PostgreSQL too: triggers written from its lines."""

import pgtrigger

from awarding.kernel.machines import Machine

REFUSE = """
    {unless}
    RAISE EXCEPTION '{words}'
    USING ERRCODE = '23514', CONSTRAINT = '{name}';
"""


def refusing(
    name: str,
    operation: pgtrigger.Operation,
    *,
    words: str,
    when: str = "",
    first: str = "",
    unless: str = "",
) -> pgtrigger.Trigger:
    """Return a trigger that refuses a row for which ``when`` holds and ``unless`` does not.

    It asks after the row is written, so that check constraints have spoken first, and is never
    called where ``when`` fails. ``unless`` may ask other tables, as ``when`` may not. ``first``
    is a statement before it, such as a lock: what was committed while it waited is then seen.
    """
    let_pass = f"{first}IF {unless} THEN RETURN NULL; END IF;" if unless else ""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        condition=pgtrigger.Condition(when) if when else None,
        func=REFUSE.format(unless=let_pass, words=words, name=name),
    )


def kept_by_table(machine: Machine) -> list[pgtrigger.Trigger]:
    """Return the triggers that let a row begin where its machine does and move as it says.

    A move is taken by the audiences its line names, and by no other.
    """
    return [
        refusing(
            f"{machine.name}_begins_at_its_start",
            pgtrigger.Insert,
            when=f"NEW.state <> '{machine.start}'",
            words=f"A {machine.name} begins as {machine.start}.",
        ),
        refusing(
            f"{machine.name}_moves_by_its_table",
            pgtrigger.Update,
            when="OLD.state <> NEW.state",
            unless=f"(OLD.state, NEW.state, current_user) IN ({_lines(machine)})",
            words=f"This is no move of the {machine.name}, or not by who acts.",
        ),
    ]


def changes_with_a_move(machine: Machine) -> pgtrigger.Trigger:
    """Return the trigger that lets a row change only together with its state."""
    return refusing(
        f"{machine.name}_changes_with_a_move",
        pgtrigger.Update,
        when="OLD.state = NEW.state AND OLD.* IS DISTINCT FROM NEW.*",
        words=f"A {machine.name} changes only when it moves.",
    )


def in_ones_own_name(column: str, *, later: bool = False) -> pgtrigger.Trigger:
    """Return the trigger that lets who acts be named here, and nobody else.

    ``later`` is for a name that an update writes. Nobody may be named: the portal itself acts so.
    """
    named = f"NEW.{column}::text <> coalesce(current_setting('portal.person', true), '')"
    return refusing(
        f"{column}_is_who_acts",
        pgtrigger.Update if later else pgtrigger.Insert,
        when=f"OLD.{column} IS DISTINCT FROM NEW.{column} AND {named}" if later else named,
        words="What is written names who acts, and nobody else.",
    )


def _lines(machine: Machine) -> str:
    """Return every step of the table as PostgreSQL compares it: from, to, and whose role."""
    steps = {
        (source, line.to, audience)
        for line in machine.moves
        for source in line.sources
        for audience in line.by
    }
    return ", ".join(f"('{one}', '{to}', 'portal_{by}')" for one, to, by in sorted(steps))
