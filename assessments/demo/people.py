"""Who can sign in to the demo, where they act, and what each can try."""

from dataclasses import dataclass, field

from awarding.kernel.actors import Role

PASSWORD = "demo-portal-2026"  # the demo's alone; a system check refuses it elsewhere


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One person of the demo: their roles by body, and by centre number where they have one."""

    email: str
    name: str
    tries: str
    body: str
    roles: tuple[Role, ...]
    centre: str = ""
    also: tuple[tuple[str, str, tuple[Role, ...]], ...] = field(default=())


R = Role

PEOPLE = (
    DemoPerson(
        "megan@riverside.example",
        "Megan Price",
        "Send prepared work, mend what was returned, open results (two bodies)",
        "northgate",
        (R.COORDINATOR,),
        "012345",
        also=(("mti", "4001", (R.COORDINATOR,)),),
    ),
    DemoPerson(
        "tom@riverside.example",
        "Tomos Llŷr Gwynne",
        "Prepare work as a tutor; sending is the coordinator's",
        "northgate",
        (R.TUTOR,),
        "012345",
    ),
    DemoPerson(
        "rosa@riverside.example",
        "Rosa Lindqvist",
        "Read everything at Riverside and change nothing",
        "northgate",
        (R.CENTRE_READER,),
        "012345",
    ),
    DemoPerson(
        "isla@hillside.example",
        "Isla Macrae",
        "The other centre, on Scotland's calendar",
        "northgate",
        (R.COORDINATOR,),
        "023456",
    ),
    DemoPerson(
        "ola@northgate.example",
        "Ola Okafor",
        "Quality-check what came in, then allocate it",
        "northgate",
        (R.INTAKE, R.ALLOCATION),
    ),
    DemoPerson(
        "ben@northgate.example",
        "Ben Achebe",
        "Mark the next item on the worklist",
        "northgate",
        (R.ASSESSOR,),
    ),
    DemoPerson(
        "lena@northgate.example",
        "Lena Fischer",
        "Assure marked work: agree, change with a reason, or return",
        "northgate",
        (R.LEAD_ASSESSOR,),
    ),
    DemoPerson(
        "carol@northgate.example",
        "Carol Whitcombe",
        "A second assessor; marks, and leads on what she did not mark",
        "northgate",
        (R.ASSESSOR, R.LEAD_ASSESSOR),
    ),
    DemoPerson(
        "rhys@northgate.example",
        "Rhys Bowen",
        "Release results and watch the registry answer",
        "northgate",
        (R.RELEASE, R.REGISTRY),
    ),
    DemoPerson(
        "ada@northgate.example",
        "Ada Nwosu",
        "Administer: people, calendar, approvals, interests; settle concerns",
        "northgate",
        (R.ADMINISTRATOR, R.APPROVALS, R.APPEALS),
    ),
    DemoPerson(
        "evan@northgate.example",
        "Evan Hughes",
        "Visit the centres he is allocated to, as external quality assurer",
        "northgate",
        (R.EQA,),
    ),
    DemoPerson(
        "max@mti.example",
        "Max Turner",
        "Every duty of the other body",
        "mti",
        (
            R.ADMINISTRATOR,
            R.APPROVALS,
            R.INTAKE,
            R.ALLOCATION,
            R.RELEASE,
            R.REGISTRY,
            R.FEES,
            R.APPEALS,
        ),
    ),
    DemoPerson("mo@mti.example", "Mo Rahman", "Mark for the other body", "mti", (R.ASSESSOR,)),
    DemoPerson(
        "lou@mti.example", "Lou Carver", "Lead for the other body", "mti", (R.LEAD_ASSESSOR,)
    ),
)
