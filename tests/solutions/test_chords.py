"""The chords: how they are dealt, what the committed files hold, what the maker says."""

import itertools
import subprocess
import sys
from collections import Counter
from ctypes.util import find_library
from pathlib import Path

import numpy as np
import pytest
from bands import BANDS, FLOOR, LOWEST, RATE, band_levels, to_decibels, to_steps
from chords import BLACK_KEYS, CLASSES, QUALITIES, WHITE_KEYS, Chord
from parts import (
    FLUID,
    HIDDEN,
    INSTRUMENTS,
    STUDENTS,
    TRAINING,
    deal_hidden,
    deal_students,
    generator,
)
from render import sound
from synthesizer import Instrument, Synthesizer, SynthesizerError

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]
GIVEN = COURSE / "assignments" / "hw3-generalization" / "data" / "chords.npz"
DEMO = {part: COURSE / "solutions" / "data" / "hidden" / f"{part.name}.npz" for part in HIDDEN}


@pytest.fixture(scope="module", params=["demo", "a secret of ours", "another secret"])
def dealt(request: pytest.FixtureRequest) -> dict[str, list[Chord]]:
    hidden = {part.name: chords for part, chords in deal_hidden(request.param).items()}
    return {"chords": deal_students()[0], **hidden}


def test_no_voicing_is_twice_on_one_instrument(dealt: dict[str, list[Chord]]) -> None:
    played = [(each.instrument, each.notes) for chords in dealt.values() for each in chords]
    assert len(set(played)) == len(played) == 11_000


def test_every_class_root_and_instrument_comes_equally_often(
    dealt: dict[str, list[Chord]],
) -> None:
    for part in (STUDENTS, *HIDDEN):
        chords = dealt[part.name]
        assert {each.root for each in chords} == set(part.roots)
        assert {each.instrument for each in chords} == set(part.instruments)
        assert set(Counter(each.label for each in chords).values()) == {part.n // 8}
        counts = Counter((each.label, each.root, each.instrument) for each in chords)
        assert max(counts.values()) - min(counts.values()) <= 1


def test_the_notes_are_those_of_the_chord(dealt: dict[str, list[Chord]]) -> None:
    for each in itertools.chain(*dealt.values()):
        tones = {(each.root + interval) % 12 for interval in QUALITIES[CLASSES[each.label]]}
        heard = {note % 12 for note in each.notes}
        if CLASSES[each.label] != "augmented":
            assert heard == tones
        else:
            assert len(heard) == 3
        assert len(each.notes) - len(tones) in (0, 1)
        assert min(each.notes) >= 36


def test_the_parts_are_as_the_hand_out_says() -> None:
    assert STUDENTS.roots == WHITE_KEYS
    assert {part.name: (part.roots, part.band) for part in HIDDEN} == {
        "id": (WHITE_KEYS, False),
        "key": (BLACK_KEYS, False),
        "inst": (WHITE_KEYS, False),
        "band": (WHITE_KEYS, True),
    }


def test_the_committed_files_are_those_of_the_recipe() -> None:
    files = {STUDENTS: GIVEN, **DEMO}
    dealt = {STUDENTS: deal_students()[0], **deal_hidden("demo")}
    rows = set()
    for part, path in files.items():
        with np.load(path, allow_pickle=False) as arrays:
            x, y = arrays["x"], arrays["y"]
            assert (x.shape, x.dtype, y.dtype) == ((part.n, 72), np.uint8, np.uint8)
            assert y.tolist() == [each.label for each in dealt[part]]
            kind = str(arrays["seed_kind"]) if part is not STUDENTS else "students"
        assert kind == ("students" if part is STUDENTS else "demo")
        rows |= {row.tobytes() for row in x}
        assert path.stat().st_size < 250_000
    assert len(rows) == 11_000


def test_a_sine_sounds_in_its_own_band_and_at_its_own_level() -> None:
    time = np.arange(RATE) / RATE
    for note in (40, 69, 100):
        levels = band_levels(0.1 * np.sin(2 * np.pi * 440 * 2 ** ((note - 69) / 12) * time))
        assert np.argmax(levels) == note - LOWEST
        assert levels[note - LOWEST] == pytest.approx(-20, abs=2.5)
    assert np.all(band_levels(np.zeros(RATE)) == FLOOR)
    assert BANDS == 72


def test_half_decibels_there_and_back() -> None:
    levels = np.linspace(FLOOR, 10, 1000)
    assert np.max(np.abs(to_decibels(to_steps(levels)) - levels)) <= 0.25


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    script = COURSE / "solutions" / "data" / "make_dataset.py"
    return subprocess.run(
        (sys.executable, script, *arguments), capture_output=True, text=True, check=False
    )


def test_a_short_secret_is_a_wrong_call() -> None:
    result = make("--hidden-seed", "7")
    assert result.returncode == 2
    assert "should have 16 or more" in " ".join(result.stderr.split())


def test_without_the_drums_nothing_is_made(tmp_path: Path) -> None:
    result = make("--samples", str(tmp_path), "--students", str(tmp_path / "students"))
    assert result.returncode == 1
    assert "apt-get install sonic-pi-samples" in " ".join(result.stderr.split())
    assert not (tmp_path / "students").exists()


def test_a_missing_synthesizer_or_soundfont_is_one_message(tmp_path: Path) -> None:
    instrument = Instrument("none", tmp_path / "none.sf2", 0)
    with pytest.raises(SynthesizerError, match="apt-get install"):
        Synthesizer({0: instrument})


@pytest.mark.exhaustive
@pytest.mark.skipif(
    not (find_library("fluidsynth") and FLUID.is_file()),
    reason="FluidSynth and fluid-soundfont-gm are not installed",
)
def test_chords_sound_as_in_the_committed_file() -> None:
    """The first 32 of one part: another synthesizer would differ by many decibels."""
    part = HIDDEN[0]
    chords = deal_hidden("demo")[part][:32]
    synthesizer = Synthesizer({number: INSTRUMENTS[number] for number in TRAINING})
    rng = generator("sound demo", part)
    try:
        levels = [band_levels(sound(part, each, synthesizer, None, rng)) for each in chords]
    finally:
        synthesizer.close()
    with np.load(DEMO[part], allow_pickle=False) as arrays:
        committed = to_decibels(arrays["x"][:32])
    half_a_step, close = 0.25, 0.1
    assert np.max(np.abs(np.maximum(levels, FLOOR) - committed)) <= half_a_step + close
