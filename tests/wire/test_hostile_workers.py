"""However a worker ends or lies, the judge says how, and the next worker works."""

import signal
import struct
from functools import partial
from typing import Any

import pytest
from wire.wire_helpers import Open, stop_of

import gradus.remote
import gradus_checks.caps
from gradus.remote import Timing, WorkerStopped
from gradus_checks import CannotCross, CheckFailed, StudentException, attempts, in_turn

SHORT_WALL = Timing(5.0, 0.3)
LITTLE_CPU = Timing(0.2, 30.0)
GONE = ("gone", 0)


@pytest.fixture(autouse=True)
def _the_next_worker_works(start: Open) -> Any:
    yield
    channel, student = start()
    assert student.fine(3) == 3
    assert channel.end() >= 0.0


@pytest.mark.parametrize(
    ("function", "args"),
    [
        ("forge_number", ()),
        ("forge_negative", ()),
        ("forge_true", ()),
        ("forge_frame", ("not a pair",)),
        ("forge_frame", ([1, 2, 3],)),
        ("forge_frame", ([None, ["value", 1, [], []]],)),
        ("forge_bytes", (b"\xff\xff\xff\xff",)),
        ("forge_bytes", (struct.pack(">I", 1) + b"\xc1",)),
        ("forge_bytes", (struct.pack(">I", 0),)),
    ],
)
def test_forged_frames_end_the_worker(start: Open, function: str, args: tuple[Any, ...]) -> None:
    _, student = start()
    assert stop_of(getattr(student, function), *args).why == "broken"


def test_a_reply_that_comes_early_is_not_taken_for_the_next(start: Open) -> None:
    _, student = start()
    assert student.fine(1) == 1
    forge = student.forge_early
    # The forged reply to the *next* request comes before the true one to this request.
    assert stop_of(forge, next_number(student) + 1).why == "broken"


def test_a_second_reply_ends_the_worker(start: Open) -> None:
    _, student = start()
    forge = student.forge_early
    number = next_number(student)
    # Whether both are there at once or one after the other, the second is one too many.
    assert stop_of(lambda: [forge(number), student.fine()]).why == "broken"


MALFORMED_REPLIES: tuple[Any, ...] = (
    [],
    "value",
    ["value"],
    ["value", 1],
    ["value", 1, [], None],
    ["value", 1, None, []],
    ["value", ["array", "<f8", [2**37], b""], [], []],
    ["value", ["live", "one", "<f8", [1], bytes(8)], [], []],
    ["value", ["live list", 1, ["object", "x", 2]], [], []],
    ["value", ["slot", 5], [], []],
    ["value", 1, [[0, 1]], []],
    ["value", 1, [[5, ["list"]]], []],
    ["value", 1, [[-1, ["list"]]], []],
    ["value", 1, ["x"], []],
    ["value", 1, [], [["x", "<f8", [1], bytes(8)]]],
    ["value", 1, [], [[1, "<f8"]]],
    ["error", 1, 2, 3, 4, [], [], []],
    ["error", "ValueError", "no", "losses.py", "", [], []],
    ["error", "ValueError", "no", "losses.py", "", ["losses.py"], [], []],
    ["error", "ValueError", "no", "losses.py", "", [["losses.py", "1"]], [], []],
    ["raised", 0, [], []],
    ["not plain", [], []],
    ["raised", -1, [], []],
    ["callback", 0, ["list"], ["dict"]],
    ["callback", "x", 1, 2],
    [None, 1, [], []],
    [["value"], 1, [], []],
)


@pytest.mark.parametrize("reply", MALFORMED_REPLIES, ids=str)
def test_malformed_replies(start: Open, reply: Any) -> None:
    _, student = start()
    forge = student.forge_reply
    with pytest.raises((CannotCross, WorkerStopped)):
        forge(next_number(student), reply)


_ONE = ["value", 1, [], []]
MALFORMED_IN_TURN: tuple[Any, ...] = (
    ["in turn"],
    ["in turn", None],
    ["in turn", []],
    ["in turn", [_ONE]],
    ["in turn", [_ONE, _ONE, _ONE]],
    ["in turn", [_ONE, 5]],
    ["in turn", [_ONE, []]],
    ["in turn", [_ONE, ["in turn", [_ONE]]]],
    ["in turn", [_ONE], [], []],
)


@pytest.mark.parametrize("reply", MALFORMED_IN_TURN, ids=str)
def test_malformed_replies_in_turn(start: Open, reply: Any) -> None:
    _, student = start()
    forge, fine = student.forge_reply, student.fine
    with pytest.raises((CannotCross, WorkerStopped)):
        list(in_turn([partial(forge, next_number(student), reply), partial(fine, 3)]))


MALFORMED_ATTEMPTS: tuple[Any, ...] = (
    ["each"],
    ["each", None],
    ["each", []],
    ["each", [_ONE]],
    ["each", [_ONE, _ONE, _ONE]],
    ["each", [_ONE, 5]],
    ["each", [["not plain", [], []], _ONE]],
    ["each", [_ONE, ["each", [_ONE]]]],
    ["in turn", [_ONE, _ONE]],
    _ONE,
)


@pytest.mark.parametrize("reply", MALFORMED_ATTEMPTS, ids=str)
def test_malformed_replies_to_attempts(start: Open, reply: Any) -> None:
    _, student = start()
    forge = student.forge_reply
    with pytest.raises((CannotCross, WorkerStopped)):
        attempts(forge, [next_number(student), 1], [reply, None])


@pytest.mark.parametrize("reply", [["in turn", [_ONE]], ["in turn", []]], ids=str)
def test_in_turn_is_no_reply_to_a_single_call(start: Open, reply: Any) -> None:
    _, student = start()
    forge = student.forge_reply
    with pytest.raises((CannotCross, WorkerStopped)):
        forge(next_number(student), reply)


def test_a_forged_error_names_only_builtin_exceptions(start: Open) -> None:
    _, student = start()
    forge = student.forge_reply
    reply = [
        "error",
        "x = [0.25, 0.75]",
        "m" * 10_000,
        "p" * 10_000,
        "l" * 10_000,
        [["f" * 10_000, 1]] * 50,
        [],
        [],
    ]
    with pytest.raises(StudentException) as caught:
        forge(next_number(student), reply)
    assert caught.value.fault.type_name == "Exception"
    assert len(str(caught.value)) < 1200


@pytest.mark.parametrize(
    ("function", "args", "why", "code", "signal_number"),
    [
        ("truncate", (), "gone", 0, 0),
        ("leave", (0,), "gone", 0, 0),
        ("leave", (3,), "gone", 3, 0),
        ("leave_from_a_thread", (), "gone", 4, 0),
        ("kill_itself", (), "gone", 0, signal.SIGKILL),
        ("crash", (), "gone", 0, signal.SIGSEGV),
        ("close_frames", (), "gone", 0, signal.SIGKILL),
        ("close_everything", (), "gone", 0, signal.SIGKILL),
    ],
)
def test_ends(
    start: Open, function: str, args: tuple[Any, ...], why: str, code: int, signal_number: int
) -> None:
    _, student = start()
    stop = stop_of(getattr(student, function), *args)
    assert (stop.why, stop.exit.code, stop.exit.signal_number) == (why, code, signal_number)


def test_a_recursion_without_limit_ends_one_way_or_another(start: Open) -> None:
    # Python 3.11 overflows its stack; later versions have a limit that cannot be lifted.
    _, student = start()
    with pytest.raises((WorkerStopped, StudentException)) as caught:
        student.recurse()
    if isinstance(caught.value, WorkerStopped):
        assert caught.value.exit.signal_number == signal.SIGSEGV
    else:
        assert isinstance(caught.value, StudentException)
        assert caught.value.is_a(RecursionError)


def test_a_stopped_worker_stays_stopped_for_the_same_reason(start: Open) -> None:
    channel, student = start()
    first = stop_of(student.leave, 3)
    assert stop_of(lambda: student.fine()) is first
    channel.begin(Timing(1.0, 1.0))
    assert stop_of(lambda: student.fine()) is first
    assert channel.take_output() == ""


def test_a_loop_ends_by_its_cpu_time(start: Open) -> None:
    _, student = start(LITTLE_CPU)
    stop = stop_of(student.loop)
    assert stop.why == "gone"
    assert stop.exit.ran_out_of_cpu
    assert stop.exit.cpu_seconds > 0.1


def test_waiting_ends_by_the_wall_clock(start: Open) -> None:
    _, student = start(SHORT_WALL)
    stop = stop_of(student.wait)
    assert stop.why == "wall"
    assert stop.exit.signal_number == signal.SIGKILL


def test_a_loop_that_ignores_signals_ends_too(start: Open) -> None:
    _, student = start(Timing(0.1, 0.5))
    assert stop_of(student.deaf_loop).why == "wall"


def test_the_clock_starts_anew_with_each_case(start: Open) -> None:
    channel, student = start(LITTLE_CPU)
    for _ in range(3):
        student.fine()
        channel.end()
        channel.begin(LITTLE_CPU)
    assert stop_of(student.loop).exit.ran_out_of_cpu


def test_memory_without_end_is_an_exception(start: Open) -> None:
    _, student = start(memory_mb=256)
    with pytest.raises(StudentException, match="MemoryError"):
        student.allocate()
    assert student.fine(2) == 2


def test_memory_that_is_kept_costs_at_most_the_worker(start: Open) -> None:
    _, student = start(memory_mb=128)
    with pytest.raises((StudentException, WorkerStopped)):
        student.keep_allocating()


def test_there_is_nobody_to_ask(start: Open) -> None:
    channel, student = start()
    with pytest.raises(StudentException, match="EOFError"):
        student.ask()
    assert channel.take_output() == "your name? "


def test_output_is_kept_up_to_the_limit(start: Open) -> None:
    channel, student = start(output_limit=100)
    assert student.shout(50) == "done"
    assert channel.take_output() == "x" * 100 + "\n… (more was printed)"
    student.say("hello")
    assert channel.take_output() == "hello\nand on stderr\n"


@pytest.mark.parametrize("function", ["close_output", "close_streams"])
def test_closing_the_output_is_harmless(start: Open, function: str) -> None:
    channel, student = start()
    student.say("before")
    getattr(student, function)()
    assert student.fine(2) == 2
    assert channel.take_output() == "before\nand on stderr\n"


def test_calling_back_without_end(start: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradus.remote, "MAX_CALLBACKS", 20)
    _, student = start()
    student.call(lambda: None, 20)
    assert stop_of(student.call, lambda: None, 1).why == "callbacks"


def test_callbacks_are_counted_by_case(start: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradus.remote, "MAX_CALLBACKS", 20)
    channel, student = start()
    for _ in range(3):
        student.call(lambda: None, 15)
        channel.begin(Timing(5.0, 30.0))


def test_a_worker_that_stops_while_called_back(start: Open) -> None:
    _, student = start()
    stop = stop_of(student.call, lambda: student.leave(5), 1)
    assert (stop.why, stop.exit.code) == ("gone", 5)


def test_live_arrays_are_kept_up_to_a_limit(start: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradus_checks.caps, "MAX_KEPT_BYTES", 5_000_000)
    _, student = start()
    growing = student.Growing()
    assert len([growing.grow(1000).copy() for _ in range(10)]) == 10
    with pytest.raises(CheckFailed, match="in all"):
        [growing.grow(100_000) for _ in range(10)]


def test_a_result_too_large_for_a_frame_is_refused(start: Open) -> None:
    _, student = start(memory_mb=2048)
    with pytest.raises(CheckFailed, match="It gave 114 MiB at once"):
        student.five_large_arrays()
    assert student.fine(2) == 2


def next_number(student: Any) -> int:
    """The number of the next request."""
    number: int = student.__dict__["_session"]._channel._number
    return number + 1
