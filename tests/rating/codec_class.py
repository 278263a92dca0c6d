"""A class of codecs for hw4, told apart by what they do, and what each of them is worth."""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
ALL, NONE = (1.0, 1.0), (0.0, 0.0)

Share = tuple[float, float]
"""At least, and at most, of the points of a rated case."""


@dataclass(frozen=True)
class Codec:
    """A submission: `changes` of the reference's codec.py, and what else it says, `more`.

    Of the 4 points of Task 18.1 it has `there_and_back`, if that is said; of those for hidden clips
    at few and at many bits a second shares within `few` and `many`. The message for few bits `says`
    why, and a person is told of what is `flagged`.
    """

    id: str
    few: Share
    many: Share
    says: str = ""
    flagged: str = ""
    there_and_back: float | None = None
    changes: Mapping[str, str] = field(default_factory=dict)
    more: str = ""


GREEDY = "    bits, _ = greedy(\n"
COPY = "    return float(gain) * to_sound(from_bands(bands))[:samples]\n"
SILENT = {"> 1, bands, noise)": "> 1, bands, 0.0)"}
TOO_LARGE = "take more than 16,000 bits a second and earn nothing"
NO_WAVEFORM = "Noise has no waveform to be right."
FULL = "What your codec does holds for clips that it has never met."


def given(allocation: str) -> str:
    """Bits that do not depend on the sound, instead of greedy's."""
    return f"    bits, _ = (lambda *_: ({allocation}, 0))(\n"


def whole(encode: str, decode: str) -> str:
    """A codec of two lines, which tells the number of samples, and the rest is `encode`."""
    return f"""

def encode(sound, bits_per_second):
    return len(sound).to_bytes(4, "little") + ({encode})


def decode(data):
    n, data = int.from_bytes(data[:4], "little"), data[4:]
    return {decode}
"""


def known_by_heart() -> str:
    """The clips that students have, as the reference brings them back, in the source."""
    with np.load(ROOT / "assignments" / "hw4-codec" / "data" / "clips.npz") as clips:
        sounds = {name: clips[name] for name in ("heard", "unheard")}
    parts = [np.round(sounds[name][::8] / 2**9).astype(np.int8) for name in sounds]
    told = base64.b85encode(zlib.compress(np.concatenate(parts).tobytes(), 9)).decode()
    return f"\n\n_KNOWN = {told!r}\n"


CATALOGUE = (
    Codec("reference", ALL, ALL, FULL, there_and_back=4),
    Codec("silent-bands", (0.25, 0.5), (0.6, 0.85), FULL, there_and_back=4),
    # For a sound of one sample no bits are within the budget, and its search never ends.
    Codec("random-search", (0.25, 0.5), (0.4, 0.7), there_and_back=3.75),
    Codec("searched-on-one-clip", (0.8, 0.97), (0.3, 0.6), "fits the clips that you have"),
    Codec("noise-only", NONE, NONE, NO_WAVEFORM, there_and_back=2),
    Codec("over-the-budget", NONE, ALL, TOO_LARGE, there_and_back=3.5),
    Codec(
        "kept-in-memory",
        NONE,
        NONE,
        "All that it needs has to be in the bytes.",
        "state is kept",
        there_and_back=3.5,
    ),
)
"""The demo's own."""

MORE = (
    Codec(
        "the samples as they are",
        NONE,
        NONE,
        TOO_LARGE,
        more=whole("np.asarray(sound, float).tobytes()", "np.frombuffer(data)"),
    ),
    Codec(
        "zlib of rounded samples",
        NONE,
        (0.0, 0.2),
        TOO_LARGE,
        more=whole(
            "__import__('zlib').compress(np.round(127 * np.array(sound)).astype('i1'))",
            "np.frombuffer(__import__('zlib').decompress(data), 'i1') / 127",
        ),
    ),
    Codec("silence", NONE, NONE, "signal to noise about 0 dB", more=whole("b''", "np.zeros(n)")),
    Codec(
        "white noise",
        NONE,
        NONE,
        NO_WAVEFORM,
        more=whole(
            "np.float32(np.std(sound)).tobytes()",
            "np.random.default_rng(0).normal(0, np.frombuffer(data, 'f4')[0], n)",
        ),
    ),
    Codec(
        "one bit a band",
        NONE,
        NONE,
        "signal to noise about 0 dB",
        changes={**SILENT, GREEDY: given("np.ones(BANDS, int)")},
    ),
    Codec(
        "the same bits for any music",
        (0.2, 0.5),
        (0.1, 0.4),
        changes={**SILENT, GREEDY: given("np.array([4, 2] + [0] * 14)")},
    ),
    Codec(
        "one frame for ever",
        NONE,
        NONE,
        NO_WAVEFORM,
        changes={"> 1, bands, noise)": "> 1, bands, noise)[[20] * n]"},
    ),
    Codec(
        "upside down", NONE, NONE, NO_WAVEFORM, changes={COPY: COPY.replace("return", "return -")}
    ),
    Codec(
        "half as loud", (0.9, 1), (0.4, 0.9), changes={COPY: COPY.replace("return", "return 0.5 *")}
    ),
    Codec(
        "on the scale of int16",
        NONE,
        NONE,
        "signal to noise about -90 dB",
        changes={COPY: COPY.replace("return", "return 32768 *")},
    ),
    Codec(
        "on an endless scale",
        NONE,
        NONE,
        "samples beyond 1,000,000",
        changes={COPY: COPY.replace("return", "return 1e200 *")},
    ),
    Codec(
        "without the last frame",
        NONE,
        NONE,
        "wrong shape",
        changes={COPY: COPY.replace("[:samples]", "[: samples - 128]")},
    ),
    Codec("its loudness is not told", NONE, NONE, NO_WAVEFORM, changes={"[gain]": "[1.0]"}),
    Codec("carries clips", ALL, ALL, FULL, "kB of numbers", more=known_by_heart()),
    Codec(
        "another way each time",
        ALL,
        ALL,
        FULL,
        "other bytes each time",
        there_and_back=3.75,
        changes={
            "(sound / gain)": "(sound / gain + np.random.normal(0, 0.01, len(sound)))",
        },
    ),
    Codec(
        "stumbles over silence",
        ALL,
        ALL,
        FULL,
        there_and_back=3.75,
        changes={"if np.any(sound) else 0.0": "+ 0 / np.sum(sound**2)"},
    ),
    Codec(
        "takes two channels",
        ALL,
        ALL,
        FULL,
        there_and_back=3.75,
        changes={"sound.ndim != 1": "sound.ndim > 9"},
    ),
    Codec(
        "knows no whole numbers",
        ALL,
        ALL,
        FULL,
        there_and_back=3.75,
        changes={"np.asarray(sound, dtype=float)": "np.asarray(sound)"},
    ),
)
"""Others: many a codec that is none, and bad inputs of Task 18.1, which cost nothing else."""
