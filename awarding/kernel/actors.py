"""Who may do what: roles, the acts each is granted, and the actor of a request or task."""

from dataclasses import dataclass, field
from enum import StrEnum


class Audience(StrEnum):
    """The side of the house one acts from: the second word of an address, and a database role."""

    CENTRE = "centre"
    EQA = "eqa"
    ASSESSOR = "assessor"
    STAFF = "staff"
    SWEEP = "sweep"


class Role(StrEnum):
    """What a person is to a centre or to an awarding body. Staff hold duties one by one."""

    COORDINATOR = "coordinator"
    CENTRE_STAFF = "centre_staff"
    TUTOR = "tutor"
    HEAD_OF_CENTRE = "head_of_centre"
    IQA = "iqa"
    INVIGILATOR = "invigilator"
    CENTRE_FINANCE = "centre_finance"
    CENTRE_READER = "centre_reader"

    ASSESSOR = "assessor"
    EQA = "eqa"
    LEAD_ASSESSOR = "lead_assessor"
    INTAKE = "intake"
    ALLOCATION = "allocation"
    RELEASE = "release"
    REGISTRY = "registry"
    APPROVALS = "approvals"
    FEES = "fees"
    APPEALS = "appeals"
    BODY_READER = "body_reader"
    ADMINISTRATOR = "administrator"

    WORKER = "worker"

    @property
    def audience(self) -> Audience:
        """Return the side of the house this role acts from."""
        return AUDIENCES.get(self, Audience.STAFF)

    @property
    def label(self) -> str:
        """Return the role as the people of the field call it."""
        return LABELS[self]


CENTRE_ROLES = frozenset(
    {
        Role.COORDINATOR,
        Role.CENTRE_STAFF,
        Role.TUTOR,
        Role.HEAD_OF_CENTRE,
        Role.IQA,
        Role.INVIGILATOR,
        Role.CENTRE_FINANCE,
        Role.CENTRE_READER,
    }
)
BODY_ROLES = frozenset(set(Role) - CENTRE_ROLES - {Role.WORKER})

AUDIENCES = {
    **dict.fromkeys(CENTRE_ROLES, Audience.CENTRE),
    Role.ASSESSOR: Audience.ASSESSOR,
    Role.EQA: Audience.EQA,
}

LABELS = {
    Role.COORDINATOR: "Centre coordinator",
    Role.CENTRE_STAFF: "Centre staff",
    Role.TUTOR: "Tutor",
    Role.HEAD_OF_CENTRE: "Head of centre",
    Role.IQA: "Internal quality assurer",
    Role.INVIGILATOR: "Invigilator",
    Role.CENTRE_FINANCE: "Centre finance",
    Role.CENTRE_READER: "Centre, read only",
    Role.ASSESSOR: "Assessor",
    Role.EQA: "External quality assurer",
    Role.LEAD_ASSESSOR: "Lead assessor",
    Role.INTAKE: "Intake",
    Role.ALLOCATION: "Allocation",
    Role.RELEASE: "Release",
    Role.REGISTRY: "Registry",
    Role.APPROVALS: "Approvals",
    Role.FEES: "Fees",
    Role.APPEALS: "Appeals and malpractice",
    Role.BODY_READER: "Awarding body, read only",
    Role.ADMINISTRATOR: "Administrator",
    Role.WORKER: "The portal itself",
}


@dataclass(frozen=True, slots=True)
class Grant:
    """One act, the roles that may do it, and a sentence that says what it is."""

    act: str
    roles: frozenset[Role]
    meaning: str


class Grants:
    """The table of acts. Each app enters its own; an act nobody entered may be done by nobody."""

    def __init__(self) -> None:
        """Begin with no act granted to anybody."""
        self._of: dict[str, Grant] = {}

    def enter(self, act: str, *roles: Role, meaning: str) -> None:
        """Grant an act to these roles."""
        if act in self._of:
            raise ValueError(f"{act} is granted twice")
        self._of[act] = Grant(act, frozenset(roles), meaning)

    def of(self, act: str) -> Grant:
        """Return the line for one act."""
        return self._of[act]

    def acts(self) -> set[str]:
        """Return every act that is granted to somebody."""
        return set(self._of)

    def lines(self) -> list[Grant]:
        """Return the whole table, by act."""
        return [self._of[act] for act in sorted(self._of)]


GRANTS = Grants()


class NotAllowed(Exception):
    """None of the actor's roles is granted this act."""

    def __init__(self, act: str, asker: Audience | None = None) -> None:
        """Name the act and who may do it: on the asker's own side of the house, if anybody."""
        self.act = act
        roles = GRANTS.of(act).roles
        near = [role for role in roles if role.audience == asker]
        self.may = sorted(role.label for role in near or roles)
        super().__init__(f"{act} may be done by: {', '.join(self.may)}.")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, for whom: a person with their roles at one address, or the portal itself."""

    person: int | None
    name: str
    roles: frozenset[Role] = field(default_factory=frozenset)
    audience: Audience = Audience.STAFF
    body: int | None = None
    centre: int | None = None

    def may(self, act: str) -> bool:
        """Tell whether one of the actor's roles is granted this act."""
        return bool(GRANTS.of(act).roles & self.roles)

    def must(self, act: str) -> None:
        """Raise ``NotAllowed`` unless one of the actor's roles is granted this act."""
        if not self.may(act):
            raise NotAllowed(act, self.audience)

    def roles_for(self, act: str) -> str:
        """Return the role in which the actor does this act, for the ledger."""
        return ",".join(sorted(GRANTS.of(act).roles & self.roles))


def portal(body: int | None) -> Actor:
    """Return the portal itself at work for one body: workers, beat and commands."""
    return Actor(None, "The portal", frozenset({Role.WORKER}), Audience.STAFF, body)
