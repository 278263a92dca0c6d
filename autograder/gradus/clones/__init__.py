"""Students' git repositories, as they were at a deadline."""

from gradus.clones.fetching import Fetched, NotFetched, fetch_class
from gradus.clones.pushes import Server
from gradus.clones.students import Repository, StudentList, read_students

__all__ = [
    "Fetched",
    "NotFetched",
    "Repository",
    "Server",
    "StudentList",
    "fetch_class",
    "read_students",
]
