"""Held-out performance -> points, with its confidence."""

from gradus.rating.files import data_path, hidden_paths
from gradus.rating.kind import CaseRating, Rater, Ratings
from gradus.rating.kinds import load_ratings
from gradus.rating.lab import Lab
from gradus.rating.ladder import Ladder
from gradus.rating.numbers import NO_NUMBERS, Numbers, numbers_in

__all__ = [
    "NO_NUMBERS",
    "CaseRating",
    "Lab",
    "Ladder",
    "Numbers",
    "Rater",
    "Ratings",
    "data_path",
    "hidden_paths",
    "load_ratings",
    "numbers_in",
]
