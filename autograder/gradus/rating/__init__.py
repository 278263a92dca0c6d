"""Held-out performance -> points, with its confidence."""

from gradus.rating.data import RatingData, data_path, hidden_paths, load_rating_data
from gradus.rating.ladder import Ladder
from gradus.rating.numbers import told_of_numbers
from gradus.rating.rater import CaseRating, Rater, most_trainings
from gradus.rating.trial import Lab

__all__ = [
    "CaseRating",
    "Lab",
    "Ladder",
    "Rater",
    "RatingData",
    "data_path",
    "hidden_paths",
    "load_rating_data",
    "most_trainings",
    "told_of_numbers",
]
