"""Brightspace: Assignments, Submissions, Download.

By D2L's documentation and exports as people describe them (2023 to 2025; its source is closed):
an `index.html` and a folder for each attempt,
`12345-67890 - Jane Roe - Oct 3, 2026 1159 PM`, in some versions `Jane Roe- Oct 3, …`, or files with
that before their name. The numbers are those of the person or group and of the assignment.
"""

import re

from gradus.submission.platforms.times import order_of, read_time
from gradus.submission.platforms.upload import Origin, Person, Upload

_FORM = re.compile(
    r"(?P<person>[0-9]+)-[0-9]+ - (?P<name>.+?) ?- "
    r"(?P<time>[^-]*[0-9]{4} [0-9]{3,4}(?: ?[AP]M)?(?: [A-Z]{2,5})?)"
    r"(?: - (?P<rest>.+))?",
    re.DOTALL,
)
INDEX = "index.html"


def read(name: str, *, is_folder: bool) -> Upload | None:
    """What the name of a folder or a file tells; None for one that Brightspace did not make."""
    found = _FORM.fullmatch(name)
    if found is None or bool(found["rest"]) is is_folder:
        return None
    time = read_time(found["time"])
    return Upload(
        Origin(
            "brightspace",
            (Person(found["name"], found["person"]),),
            time=time or found["time"],
            source="name",
        ),
        f"{found['name']}_{found['person']}",
        found["rest"] or "",
        attempt=order_of(time),
    )
