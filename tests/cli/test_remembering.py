"""A Mark is worked out once for all the files and tables that tell it."""

from collections import Counter

from reports.sample_records import typical

from gradus.cli.marks import remembering
from gradus.marking import Mark, unmarked
from gradus.results import Record


def test_a_record_that_several_ask_for_is_marked_once() -> None:
    asked = Counter[str]()

    def mark(record: Record) -> Mark:
        asked[record.student] += 1
        return unmarked(record)

    marks = remembering(mark)
    ada, again = typical(), typical()
    assert marks(ada) is marks(ada)
    assert asked.total() == 1
    assert marks(again) == marks(ada), "another record of the same student may be another work"
    assert asked.total() == 3
