"""Find, safely unpack and check what was handed in."""

from gradus.submission.find import Submission, find_submissions, one_submission
from gradus.submission.fingerprint import fingerprint
from gradus.submission.limits import SizeLimits
from gradus.submission.names import shown
from gradus.submission.stage import Staged, stage

__all__ = [
    "SizeLimits",
    "Staged",
    "Submission",
    "find_submissions",
    "fingerprint",
    "one_submission",
    "shown",
    "stage",
]
