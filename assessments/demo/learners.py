"""The demo's learners: made-up names in the scripts that people have them in."""

LEARNERS = (
    "Siân Gŵyn Pritchard",
    "Aisha Rahman",
    "Priya Nair",
    "Callum O’Hare",
    "Grace Mbeki",
    "Oluwaseun Adeyemi-Fitzgerald",
    "Hannah Whitcombe",
    "Zoë Müller",
    "王小明",
    "محمد الأحمد",
    "Ευγενία Παπαδοπούλου",
    "Jakub Wiśniewski",
    "Nguyễn Thị Hương",
    "Ivan Petrović",
    "Māra Bērziņa",
    "Dylan Ap Rhys",
    "Fatima Zahra Benali",
    "Đorđe Jovanović",
    "Gethin Wyn Morgan",
    "Amina Yusuf",
    "Sorcha Ní Bhriain",
    "Łukasz Żak",
    "Chidinma Eze",
    "Renée Dubois",
    "Kiran Patel",
    "Ingrid Sørensen",
    "Tadhg O’Sullivan",
    "Mehmet Yılmaz",
    "Анна Коваленко",
    "Sofía Núñez",
    "Jürgen Groß",
    "Beatriz Conceição",
    "Yuki Tanaka",
    "Hakon Lindgren",
    "Leila Hosseini",
    "Rhodri Glyn Evans",
    "Catriona MacInnes",
    "Eilidh Ross",
    "Hamish Drummond",
    "Ayşe Demir",
    "Tomasz Wójcik",
    "Niamh Gallagher",
    "Arjun Mehta",
    "Bronwen Elis Jones",
    "Kwabena Owusu",
)

#: How many the first centre of a body has, and each of the others.
FIRST, OTHERS = 37, 8


def of_centre(n: int) -> tuple[str, ...]:
    """Return the learners of the nth centre of a body; nobody is at two of them."""
    start = FIRST + (n - 1) * OTHERS if n else 0
    return LEARNERS[start : start + (OTHERS if n else FIRST)]
