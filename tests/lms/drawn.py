"""A class that Hypothesis draws: who is in it, what everybody handed in, what is there already."""

import unicodedata
from dataclasses import dataclass

from hypothesis import strategies as st

FIRST = (
    *("Ada", "Anna", "anna", "Anne-Marie", "José", "Jürgen", "Mary Ann", "Seán", "Student", "Test"),
    *("李", "Юрий", "محمد", "Θάλεια", "さくら", "J. S.", "Bob 3", "Łukasz", "Ng"),
)
LAST = (
    *("Lovelace", "Müller", "Mueller", "O'Neill", "van der Berg", "Núñez", "Smith-Jones", "Test"),
    *("小明", "Гагарин", "الخوارزمي", "Παππά", "Ng", "De La Cruz", "Åström", "Student", "Roe"),
)
READ = ("modules", "zip", "zip and pdf")
"""Forms of work that can be read."""
UNREAD = ("7z", "notebook", "renamed", "typed")
LAYOUTS = (
    *("canvas", "canvas anonymous", "canvas groups"),
    *("moodle", "moodle flat", "moodle old", "moodle blind", "moodle teams"),
    *("gradescope", "brightspace", "blackboard", "clones", "plain"),
)


@dataclass(frozen=True)
class Attempt:
    """What was handed in once: worth `points`, in one of the forms, with files of other names."""

    points: int
    form: str
    late: bool
    decoys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Student:
    """Somebody on the roster. `state` is of the cell: "", "EX", "N/A" or "locked"."""

    first: str
    last: str
    number: int
    login: str
    group: str
    attempts: tuple[Attempt, ...]
    before: float | None
    state: str

    @property
    def name(self) -> str:
        """As on a passport."""
        return f"{self.first} {self.last}"

    @property
    def sorted_name(self) -> str:
        """As in a gradebook."""
        return f"{self.last}, {self.first}"

    @property
    def email(self) -> str:
        """The address at the university."""
        return f"{self.login}@uni.example"


@dataclass(frozen=True)
class DrawnClass:
    """`style` chooses among what the platform can be set to; groups have numbers of their own."""

    layout: str
    students: tuple[Student, ...]
    group_numbers: dict[str, int]
    style: int
    stranger: Attempt | None

    @property
    def taken(self) -> int:
        """The points that a person takes from every mark of the class; of most classes none."""
        return self.style % 3

    def is_team(self, student: Student) -> bool:
        """Whether a team hands in for this student; Moodle's default group is one, too."""
        return self.layout == "moodle teams" or bool(
            self.layout in ("canvas groups", "gradescope") and student.group
        )

    def team(self, student: Student) -> tuple[Student, ...]:
        """Those who hand in together."""
        if not self.is_team(student):
            return (student,)
        return tuple(one for one in self.students if one.group == student.group) or (student,)

    def hands_in(self, student: Student) -> tuple[Attempt, ...]:
        """What counts for this student: the own attempts, or in teams those of the team."""
        return next((one.attempts for one in self.team(student) if one.attempts), ())


_ATTEMPT = st.builds(
    Attempt,
    points=st.integers(0, 105),
    form=st.sampled_from(READ),
    late=st.booleans(),
    decoys=st.lists(
        st.sampled_from(("old_losses.py", "test_losses.py", "notes.txt", "plots.py")),
        max_size=2,
        unique=True,
    ).map(tuple),
)
_UNREAD = st.builds(Attempt, points=st.just(0), form=st.sampled_from(UNREAD), late=st.booleans())
# Unread work too is handed in before and after what can be read.
_ATTEMPTS = st.one_of(
    st.lists(_ATTEMPT, max_size=3).map(tuple),
    st.lists(st.one_of(_ATTEMPT, _UNREAD), max_size=3).map(tuple),
    st.tuples(_ATTEMPT),
    st.tuples(_UNREAD),
)


@st.composite
def classes(draw: st.DrawFn, layouts: tuple[str, ...] = LAYOUTS) -> DrawnClass:
    """Up to seven students, with namesakes, and with numbers that groups have too."""
    layout = draw(st.sampled_from(layouts))
    size = draw(st.integers(1, 7))
    numbers = draw(st.lists(st.integers(1, 12), min_size=size, max_size=size, unique=True))
    groups = ("", *(f"Group {n}" for n in range(1, 4)))
    students: list[Student] = []
    for place in range(size):
        first, last = draw(st.sampled_from(FIRST)), draw(st.sampled_from(LAST))
        if students and draw(st.integers(0, 4)) == 0:
            first, last = students[-1].first, students[-1].last
            if draw(st.booleans()):
                first = unicodedata.normalize("NFD", first)
        students.append(
            Student(
                first,
                last,
                numbers[place],
                f"{'abcdefg'[place]}{draw(st.sampled_from(('', '.x', '-1', '_7', '_2_3')))}",
                draw(st.sampled_from(groups)),
                draw(_ATTEMPTS),
                draw(st.one_of(st.none(), st.integers(0, 100).map(float))),
                draw(st.sampled_from(("", "", "", "EX", "N/A", "locked"))),
            )
        )
    taken = draw(st.lists(st.integers(1, 12), min_size=3, max_size=3, unique=True))
    return DrawnClass(
        layout,
        tuple(students),
        dict(zip(groups[1:], taken, strict=True)),
        draw(st.integers(0, 63)),
        draw(st.one_of(st.none(), _ATTEMPT)),
    )
