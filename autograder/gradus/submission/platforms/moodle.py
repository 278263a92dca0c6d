"""Moodle: Assignment, Download all submissions.

As mod/assign of moodle/moodle writes it (downloader.php at da54552): a folder
`Ada Lovelace_12345_assignsubmission_file`, or with "Download submissions in folders" off a file
`Ada Lovelace_12345_assignsubmission_file_losses.py`. Before 4.1 a folder had `_` at its end, and
the group's name with `-` before the person's. The number is the participant's, who is called
"Participant", in the site's language, where marking is blind. In team submissions name and number
are the team's, and those without a team share `Default group_assignsubmission_file`, in the site's
language and without a number. `_` in a name is written as a space. Online text has a place of its
own: `…_assignsubmission_onlinetext`. No name tells the time; the grading worksheet does.
"""

import re

from gradus.submission.platforms.upload import Origin, Person, Upload

_FORM = re.compile(
    r"(?P<name>.+?)(?:_(?P<number>[0-9]+))?_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<rest>.*))?",
    re.DOTALL,
)


def read(name: str, *, is_folder: bool) -> Upload | None:
    """What the name of a folder or a file tells; None for one that Moodle did not make."""
    found = _FORM.fullmatch(name)
    if found is None or bool(found["rest"]) is is_folder:
        return None
    number = found["number"] or ""
    return Upload(
        Origin("moodle", (Person(found["name"], number),)),
        f"{found['name']}_{number}" if number else found["name"],
        found["rest"] or "",
        is_work=found["kind"] == "file",
    )
