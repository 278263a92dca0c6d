"""A small course with a rated codec: tones that fade, and a codec of a few large coefficients."""

from pathlib import Path

import numpy as np

RATE, SAMPLES = 8000, 2000
LOW, HIGH = 8000, 24000

TOML = f"""
title = "Coded"
modules = ["codec"]
files = ["data/clips.npz"]
hidden_data = "data/hidden"

[limits]
files_kb = 40

[rating]
kind = "codec"
data = "data/clips.npz"
cpu_floor_seconds = 2
floor = 1e-6
board = "same"

[rating.sets]
same = "clips like those that you have"
other = "clips of another kind"

[[tasks]]
number = "1.1"
title = "Few bits"
functions = ["codec.encode", "codec.decode"]
points = 8
upstream = ["codec.louder"]

[tasks.rating]
sets = ["same", "other"]
bits_per_second = {LOW}
thresholds = [24, 22, 20]
snr_thresholds = [0, 3, 6]

[[tasks]]
number = "1.2"
title = "More bits"
functions = ["codec.encode", "codec.decode"]
points = 6

[tasks.rating]
sets = ["same"]
bits_per_second = {HIGH}
thresholds = [24, 22, 20]
snr_thresholds = [0, 3, 6]

[[tasks]]
number = "2.1"
title = "Something else"
functions = ["codec.louder"]
points = 5
"""

RATED_TEST = '''"""Task {number}: rated."""

from gradus_checks import test_case

OK_FORMAT = False
name = "{name}"


@test_case(name="Unheard", points={points}, hidden=True, failure_message="Code better.")
def unheard(rating):
    """It is rated."""
    rating.award()
'''

OTHER_TEST = '''"""Task 2.1: something else."""

from gradus_checks import check_close, test_case

OK_FORMAT = False
name = "task_2_1"


@test_case(name="Louder", points=5)
def louder(codec):
    check_close(codec.louder([1.0, -2.0]), [2.0, -4.0])
'''

SOLUTION = '''
import struct

import numpy as np

PSEUDONYM = "Quiet Oboe"
BLOCK = 250


def louder(sound):
    return 2.0 * np.asarray(sound, dtype=float)


def encode(sound, bits_per_second):
    """Of each block its largest coefficients: a place and a number, a byte each."""
    data = struct.pack("<H", len(sound))
    kept = int(bits_per_second * BLOCK / 8000 / 8) // 2 - 2
    blocks = np.resize(sound, (-(-len(sound) // BLOCK), BLOCK))
    for spectrum in louder(np.fft.rfft(blocks).view(float)) / 2:
        places = np.sort(np.argsort(-np.abs(spectrum))[:kept])
        scale = np.max(np.abs(spectrum)) / 127 + 1e-9
        codes = np.round(spectrum[places] / scale).astype(np.int8)
        data += struct.pack("<fB", scale, len(places)) + places.astype(np.uint8).tobytes()
        data += codes.tobytes()
    return data


def decode(data):
    samples = struct.unpack_from("<H", data)[0]
    place, blocks = 2, []
    while place < len(data):
        scale, kept = struct.unpack_from("<fB", data, place)
        place += 5
        spectrum = np.zeros(2 * (BLOCK // 2 + 1))
        places = np.frombuffer(data, np.uint8, kept, place)
        spectrum[places] = scale * np.frombuffer(data, np.int8, kept, place + kept)
        place += 2 * kept
        blocks.append(np.fft.irfft(spectrum.view(complex), BLOCK))
    return np.concatenate(blocks)[:samples]
'''


def clip(rng: np.random.Generator, overtones: int) -> np.ndarray:
    """int16 (SAMPLES,): a tone with overtones, fading, over soft noise."""
    time = np.arange(SAMPLES) / RATE
    pitch = rng.uniform(150, 400)
    sound = rng.normal(0, 1e-3, SAMPLES)
    for number in range(1, overtones + 1):
        sound += np.sin(2 * np.pi * number * pitch * time) * np.exp(-4 * time) / number
    scaled: np.ndarray = np.round(8000 * sound / np.max(np.abs(sound))).astype(np.int16)
    return scaled


def write_course(folder: Path) -> Path:
    """The course in `folder`: everything but a hand-out."""
    home, hidden = folder / "assignments" / "coded", folder / "solutions" / "data" / "hidden"
    for each in (home / "tests", home / "data", hidden, folder / "starter"):
        each.mkdir(parents=True)
    (home / "assignment.toml").write_text(TOML, "utf-8")
    for number, points in (("1.1", 8), ("1.2", 6)):
        name = f"task_{number.replace('.', '_')}"
        text = RATED_TEST.format(number=number, name=name, points=points)
        (home / "tests" / f"{name}.py").write_text(text, "utf-8")
    (home / "tests" / "task_2_1.py").write_text(OTHER_TEST, "utf-8")
    (folder / "solutions" / "codec.py").write_text(SOLUTION, "utf-8")
    rng = np.random.default_rng(0)
    known = np.concatenate([clip(rng, 3) for _ in range(4)])
    np.savez_compressed(home / "data" / "clips.npz", rate=RATE, heard=known)
    for name, overtones in (("same", 3), ("other", 8)):
        x = np.array([clip(rng, overtones) for _ in range(4)])
        np.savez_compressed(hidden / f"{name}.npz", x=x, rate=RATE, seed_kind="demo")
    return folder
