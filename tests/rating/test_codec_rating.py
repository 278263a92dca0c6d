"""A codec is rated by what comes back in another process, and whatever it does costs no more."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from rating.benches import Bad, Bench, bench_of, grades, rated_cases
from rating.codec_course import RATE, SAMPLES, SOLUTION, write_course
from sampling import sampled

from gradus.assignment import Assignment, CodecSpec, load_assignment
from gradus.errors import AssignmentError
from gradus.judge import open_judge
from gradus.judge.environment import load_reference
from gradus.rating.coding.distances import log_spectral_distance, signal_to_noise
from gradus.results import Record, Status

pytestmark = pytest.mark.slow

ENCODE, DECODE = "def encode(", "def decode("
TOLD, CAME_BACK = "    return data\n", "    return np.concatenate(blocks)[:samples]\n"
KEPT = "\n_real, _kept = encode, []\n\n\ndef encode(sound, bits_per_second):\n"
KEPT_IN_A_FILE = (
    KEPT + "    np.save('kept.npy', sound)\n    return b'1'\n\n\n"
    "def decode(data):\n    return np.load('kept.npy')\n"
)
KEPT_IN_MEMORY = (
    KEPT + "    _kept[:] = [sound]\n    return b'1'\n\n\n"
    "def decode(data):\n    return _kept[0] if _kept else np.zeros(2000)\n"
)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load_assignment(write_course(tmp_path_factory.mktemp("course")), "coded")


@pytest.fixture(scope="module")
def coded_bench(coded: Assignment) -> Iterator[Bench]:
    with bench_of(coded) as bench:
        yield bench


@pytest.fixture
def grade_codec(coded_bench: Bench, tmp_path: Path) -> Callable[[str], Record]:
    """Grades this source as codec.py."""
    return grades(coded_bench, tmp_path)


TABLE = (
    Bad("text", TOLD, "    return str(data)\n", "encode should return bytes, and returns text."),
    Bad("nothing", TOLD, "", "encode returns None. Does it end with `return`?"),
    Bad(
        "an array", TOLD, "    return np.frombuffer(data, np.uint8)\n", "and returns an array: its"
    ),
    Bad("an object", TOLD, "    return memoryview(data)\n", "an object of another class"),
    Bad("10 MB", TOLD, "    return data + bytes(10_000_000)\n", "It gave 10,000,"),
    Bad("300 kB", TOLD, "    return data + bytes(300_000)\n", "more than 200,000 bytes"),
    Bad(
        "over the budget",
        TOLD,
        "    return data + bytes(bits_per_second // 20)\n",
        "take more than 8,000 bits a second and earn nothing",
    ),
    Bad("NaN", CAME_BACK, "    return np.full(samples, np.nan)\n", "that are NaN or infinite"),
    Bad(
        "too long",
        CAME_BACK,
        "    return np.concatenate(blocks + blocks)\n",
        "What decode returns has the wrong shape.",
    ),
    Bad(
        "integers",
        CAME_BACK,
        "    return (np.concatenate(blocks)[:samples] * 2**15).astype(np.int16)\n",
        "should be decimals, on the scale of the sound, and is whole numbers",
    ),
    Bad("no sound", CAME_BACK, "", "decode returns None"),
    Bad("rows of two lengths", CAME_BACK, "    return [[1, 2], 3]\n", "a list that makes no array"),
    Bad("does not compile", "import struct", "import struct as", "SyntaxError"),
    Bad("no decode", DECODE, "def decoded(", "has no function called decode"),
    Bad(
        "a stub", DECODE, "def decode(data):\n    raise NotImplementedError\n\n\ndef d(", "not writ"
    ),
    Bad("too slow", TOLD, "    while True: pass\n", "may take 2 seconds of computing time here"),
    Bad("exits", TOLD, "    __import__('os')._exit(0)\n", "ended the Python process"),
    Bad(
        "raises", TOLD, "    return data[10**9]\n", "in encode: your code raised IndexError: index"
    ),
    Bad("a list", CAME_BACK, CAME_BACK[:-1] + ".tolist()\n", "Log-spectral", Status.PASSED),
)


@pytest.mark.parametrize("bad", sampled(TABLE, 6, lambda bad: bad.id, lambda _: False))
def test_bad_codec(bad: Bad, grade_codec: Callable[[str], Record]) -> None:
    assert SOLUTION.count(bad.old) == 1
    record = grade_codec(SOLUTION.replace(bad.old, bad.new))
    case = rated_cases(record)[0]
    assert bad.says in case.message
    assert case.status is bad.status
    if bad.id != "does not compile":
        assert record.questions[-1].score == 5
    assert not record.unchecked


def test_the_solution_earns_all_and_its_message_tells_what_may_be_told(
    grade_codec: Callable[[str], Record],
) -> None:
    record = grade_codec(SOLUTION)
    assert record.score == 19
    assert record.attention == ()
    few, more = rated_cases(record)
    assert "of clips of another kind" in few.message
    assert "The gap from the clips that you have" in more.message
    assert few.measured is not None
    assert few.measured.what == "distance"
    assert f"{few.measured.value:.2f}" not in few.message
    assert record.board is not None
    assert record.board.pseudonym == "Quiet Oboe"
    assert 0 < record.board.accuracy < 1


@pytest.mark.parametrize("source", [KEPT_IN_MEMORY, KEPT_IN_A_FILE])
def test_what_is_kept_between_the_two_is_not_there(
    source: str, grade_codec: Callable[[str], Record]
) -> None:
    record = grade_codec(SOLUTION + source)
    assert all(case.score == 0 for case in rated_cases(record))
    assert "All that it needs has to be in the bytes." in rated_cases(record)[0].message
    assert [each for each in record.attention if "state is kept" in each]


@pytest.mark.parametrize(
    ("more", "flag"),
    [
        (
            "\n_encode = encode\n\n\ndef encode(sound, bits_per_second):\n    import os\n"
            "    return _encode(sound, bits_per_second - 400) + os.urandom(4)[:1] * 0\n",
            "",
        ),
        (
            "\n_encode = encode\n\n\ndef encode(sound, bits_per_second):\n    import os\n"
            "    data = _encode(sound, bits_per_second)\n"
            "    return data[:-1] + os.urandom(1)\n",
            "gives other bytes each time",
        ),
        ("\nTABLE = [" + ", ".join(str(n / 997)[:8] for n in range(900)) + "]\n", "kB of numbers"),
    ],
)
def test_flags_call_a_person_and_cost_nothing(
    more: str, flag: str, grade_codec: Callable[[str], Record]
) -> None:
    record = grade_codec(SOLUTION + more)
    assert record.score > 18
    # A random byte may call for more than one reason.
    assert any(flag in each for each in record.attention) == bool(flag)


def test_only_the_clip_that_fails_is_lost(grade_codec: Callable[[str], Record]) -> None:
    """A clip of which nothing comes back is a share of the points, and is never quoted."""
    loud = "    assert abs(sound[0]) < 1e-2, f'loot {sound}'\n"
    record = grade_codec(SOLUTION.replace('    """Of each', loud + '    """Of each'))
    for case in rated_cases(record):
        assert "loot" not in case.message.partition("The gap")[0]


def test_a_mended_function_gives_part_of_the_points_back(
    grade_codec: Callable[[str], Record],
) -> None:
    record = grade_codec(SOLUTION.replace("return 2.0 * np", "return 200.0 * np"))
    few, more = rated_cases(record)
    assert few.score == pytest.approx(0.7 * 8)
    assert "With a right louder your work reaches more: 70%" in few.message
    assert more.score < 0.5 * 6


def test_what_counts_is_the_distance_that_the_hand_out_defines() -> None:
    hw4 = load_assignment(Path(__file__).resolve().parents[2], "hw4-codec")
    assert isinstance(hw4.rating, CodecSpec)
    course = load_reference(hw4)
    rng = np.random.default_rng(2)
    sound = rng.normal(size=1000)
    copy = sound + rng.normal(0, 0.1, 1000)
    frames = [course.frames.to_frames(each) for each in (copy, sound)]
    counted = log_spectral_distance(copy, sound, hw4.rating.frame, hw4.rating.floor)
    assert counted == pytest.approx(course.distances.log_spectral_distance(*frames))
    assert hw4.rating.floor == course.distances.FLOOR


def test_distances_of_a_perfect_copy_silence_and_a_negated_copy() -> None:
    sound = np.random.default_rng(1).normal(size=1000)
    assert log_spectral_distance(sound, sound, 256, 1e-6) == 0
    assert log_spectral_distance(-sound, sound, 256, 1e-6) == pytest.approx(0)
    assert log_spectral_distance(0 * sound, sound, 256, 1e-6) > 40
    assert log_spectral_distance(0 * sound, 0 * sound, 256, 1e-6) == 0
    assert signal_to_noise(-sound, sound) == pytest.approx(-6.02, abs=0.01)
    assert signal_to_noise(0 * sound, sound) == 0
    assert signal_to_noise(sound, sound) == np.inf


@pytest.mark.parametrize(
    ("arrays", "says"),
    [
        ({"rate": RATE}, "x should be clips in rows, int16, and is (0,)"),
        ({"x": np.zeros((2, SAMPLES), np.int16)}, "cannot be read as clips with a rate"),
        ({"x": np.zeros((1, SAMPLES), np.int16), "rate": RATE}, "has one clip"),
        ({"x": np.zeros((2, SAMPLES), np.int16), "rate": 44100}, "hidden clips {"),
    ],
)
def test_clips_that_cannot_be_used_are_named(
    arrays: dict[str, object], says: str, tmp_path: Path
) -> None:
    course = write_course(tmp_path)
    path = course / "solutions" / "data" / "hidden" / "same.npz"
    np.savez(path, **arrays)  # type: ignore[arg-type]
    with pytest.raises(AssignmentError) as caught:
        open_judge(load_assignment(course, "coded"), isolation="none")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("thresholds = [24, 22, 20]", "thresholds = [20, 22, 24]", "thresholds must fall"),
        ("bits_per_second = 8000\n", "", "rating.bits_per_second of task 1.1 is missing"),
        ("snr_thresholds = [0, 3, 6]\n", "", "rating.snr_thresholds of task 1.1 is missing"),
        ("snr_thresholds = [0, 3, 6]", "snr_thresholds = [-3, 3, 6]", "snr_thresholds must rise"),
        ('kind = "codec"', 'kind = "voice"', "rating.kind is none of what can stand here"),
        ('kind = "codec"\n', "", "rating.train is missing"),
        ('board = "same"', 'board = "best"', "rating: board is best"),
        (
            "bits_per_second = 8000\nthresholds = [24, 22, 20]\nsnr_thresholds = [0, 3, 6]",
            "thresholds = [0.1, 0.2, 0.3]",
            "task 1.1 is rated in another way than [rating] says",
        ),
    ],
)
def test_what_cannot_be_declared_is_named(old: str, new: str, says: str, tmp_path: Path) -> None:
    course = write_course(tmp_path)
    path = course / "assignments" / "coded" / "assignment.toml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(AssignmentError) as caught:
        load_assignment(course, "coded")
    assert says in str(caught.value)
