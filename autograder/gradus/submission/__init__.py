"""Find, safely unpack and check what was handed in."""

from gradus.submission.export_zip import class_folder
from gradus.submission.find import (
    ClassFolder,
    find_submissions,
    look_through,
    one_submission,
)
from gradus.submission.fingerprint import fingerprint
from gradus.submission.limits import SizeLimits
from gradus.submission.names import in_words, printable, shown
from gradus.submission.outline import Outline, outline
from gradus.submission.packing import Packed, pack, unpack
from gradus.submission.places import find_places
from gradus.submission.platforms import Origin, Person
from gradus.submission.stage import Staged, stage
from gradus.submission.work import Remark, Submission

__all__ = [
    "ClassFolder",
    "Origin",
    "Outline",
    "Packed",
    "Person",
    "Remark",
    "SizeLimits",
    "Staged",
    "Submission",
    "class_folder",
    "find_places",
    "find_submissions",
    "fingerprint",
    "in_words",
    "look_through",
    "one_submission",
    "outline",
    "pack",
    "printable",
    "shown",
    "stage",
    "unpack",
]
