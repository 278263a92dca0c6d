"""A class, and files."""

import json
from pathlib import Path


class Shelf:
    """Books with the year in which they came out, at most `room` of them."""

    def __init__(self, room):
        """An empty shelf. Raises ValueError where there is no room for even one book."""
        # BEGIN SOLUTION
        if room < 1:
            raise ValueError("a shelf has room for one book at least")
        self.room = room
        self.books = {}
        # END SOLUTION

    def add(self, title, year):
        """Put a book there, or correct its year. Returns whether there was room."""
        # BEGIN SOLUTION
        if title not in self.books and len(self.books) == self.room:
            return False
        self.books[title] = year
        return True
        # END SOLUTION

    def oldest(self):
        """The title of the oldest book; of several the first in the alphabet, of none None."""
        # BEGIN SOLUTION
        return min(self.books, key=lambda title: (self.books[title], title), default=None)
        # END SOLUTION


def read_books(path):
    """The titles in a JSON file, {"title": year, …}, as a list, the oldest first."""
    # BEGIN SOLUTION
    books = json.loads(Path(path).read_text("utf-8"))
    return sorted(books, key=books.get)
    # END SOLUTION
