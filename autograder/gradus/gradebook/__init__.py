"""A class: graded in parallel, resumable, one atomic JSON a student."""

from gradus.gradebook.changes import Change, Flip, compare, held_changes
from gradus.gradebook.entries import (
    Entry,
    Kind,
    Wish,
    append_entries,
    marker_name,
    read_entries,
)
from gradus.gradebook.executors import (
    LocalPool,
    Pool,
    PoolFactory,
    WorkerLost,
    local_pool,
    process_pool,
)
from gradus.gradebook.fingerprints import grader_fingerprint, marking_sources
from gradus.gradebook.grade import ClassRun, Drops, grade_class
from gradus.gradebook.handed_in import (
    HandedIn,
    Listed,
    handed_in_by,
    read_handed_in,
    with_earlier,
    write_handed_in,
)
from gradus.gradebook.judged import Judged, JudgedTask, judged
from gradus.gradebook.left_out import standing_results
from gradus.gradebook.merging import Merged, merge
from gradus.gradebook.numbers import iter_judged, write_index
from gradus.gradebook.progress import State, Watch, unwatched
from gradus.gradebook.records import (
    HELD,
    RECORD,
    as_json,
    held_records,
    iter_records,
    load_record,
    student_folder,
    students_folder,
)
from gradus.gradebook.shards import SHARD, Part, Shard, parse_shard, read_part, write_part
from gradus.gradebook.source import JudgeSource, LocalJudge
from gradus.gradebook.standing import Scheme, scheme_of, scheme_of_tasks, standing, told_mark
from gradus.gradebook.writing import check_folder, remove, write_atomically, write_renewable

__all__ = [
    "HELD",
    "RECORD",
    "SHARD",
    "Change",
    "ClassRun",
    "Drops",
    "Entry",
    "Flip",
    "HandedIn",
    "JudgeSource",
    "Judged",
    "JudgedTask",
    "Kind",
    "Listed",
    "LocalJudge",
    "LocalPool",
    "Merged",
    "Part",
    "Pool",
    "PoolFactory",
    "Scheme",
    "Shard",
    "State",
    "Watch",
    "Wish",
    "WorkerLost",
    "append_entries",
    "as_json",
    "check_folder",
    "compare",
    "grade_class",
    "grader_fingerprint",
    "handed_in_by",
    "held_changes",
    "held_records",
    "iter_judged",
    "iter_records",
    "judged",
    "load_record",
    "local_pool",
    "marker_name",
    "marking_sources",
    "merge",
    "parse_shard",
    "process_pool",
    "read_entries",
    "read_handed_in",
    "read_part",
    "remove",
    "scheme_of",
    "scheme_of_tasks",
    "standing",
    "standing_results",
    "student_folder",
    "students_folder",
    "told_mark",
    "unwatched",
    "with_earlier",
    "write_atomically",
    "write_handed_in",
    "write_index",
    "write_part",
    "write_renewable",
]
