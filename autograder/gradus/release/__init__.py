"""From one reference to everything students get."""

from gradus.release.build import BuildReport, build
from gradus.release.checked import check_parts
from gradus.release.data import kinds_of_hidden_data, refuse_demo_data
from gradus.release.handout import build_handout, handout_files
from gradus.release.proof import Prove
from gradus.release.starter import check_stale, solved
from gradus.release.worst_case import MOST_SECONDS
from gradus.release.writing import check_place

__all__ = [
    "MOST_SECONDS",
    "BuildReport",
    "Prove",
    "build",
    "build_handout",
    "check_parts",
    "check_place",
    "check_stale",
    "handout_files",
    "kinds_of_hidden_data",
    "refuse_demo_data",
    "solved",
]
