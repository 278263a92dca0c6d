"""FluidSynth without a sound card: from MIDI notes to samples.

Only the handful of functions that are needed, by ctypes: the samples come as floats, which know no
dither, so that a chord sounds the same to the last bit whatever was played before.
"""

import ctypes
import ctypes.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bands import RATE

BLOCK = 64
"""FluidSynth makes so many samples at a time; notes begin at the start of a block."""

DRUM_CHANNEL = 9  # MIDI's tenth, counted from 0
GAIN = 0.4  # twice FluidSynth's own; another makes other data than those in the repository
_BEND_CENTRE, _BEND_CENTS = 8192, 200  # of 14 bits, and for either half: MIDI's two semitones


class SynthesizerError(Exception):
    """FluidSynth or a soundfont is missing or broken; the message says what to do."""


@dataclass(frozen=True)
class Instrument:
    """A program of a soundfont."""

    name: str
    soundfont: Path
    program: int


class Synthesizer:
    """Plays the instruments it is given, by their ids, without reverb and chorus."""

    def __init__(self, instruments: Mapping[int, Instrument]) -> None:
        """Raises SynthesizerError."""
        self._library = _load_library()
        self._settings = self._library.new_fluid_settings()
        for name, switch in _SWITCHES.items():
            self._library.fluid_settings_setint(self._settings, name, switch)
        for name, number in _NUMBERS.items():
            self._library.fluid_settings_setnum(self._settings, name, number)
        self._synth = self._library.new_fluid_synth(self._settings)
        channels = [channel for channel in range(64) if channel % 16 != DRUM_CHANNEL]
        self._channels = dict(zip(instruments, channels, strict=False))
        fonts = {each.soundfont: self._load(each.soundfont) for each in instruments.values()}
        for number, each in instruments.items():
            wanted = (self._channels[number], fonts[each.soundfont], 0, each.program)
            if self._library.fluid_synth_program_select(self._synth, *wanted) != 0:
                raise SynthesizerError(f"{each.soundfont} has no program {each.program}.")

    def close(self) -> None:
        """Free what FluidSynth holds."""
        self._library.delete_fluid_synth(self._synth)
        self._library.delete_fluid_settings(self._settings)

    def play(
        self, instrument: int, notes: Sequence[int], velocity: int, cents: float, seconds: float
    ) -> np.ndarray:
        """The notes struck together, (samples,), float64: the mean of left and right.

        velocity: 1 to 127; cents: how far everything is out of tune, −200 to 200. What was played
        before is silenced first.
        """
        self._silence()
        channel = self._channels[instrument]
        bend = _BEND_CENTRE + round(_BEND_CENTRE * cents / _BEND_CENTS)
        self._library.fluid_synth_pitch_bend(self._synth, channel, bend)
        for note in notes:
            self._library.fluid_synth_noteon(self._synth, channel, note, velocity)
        return self._samples(round(seconds * RATE))

    def _silence(self) -> None:
        """End all that sounds at once, and let the synthesizer run until nothing is left.

        After `fluid_synth_system_reset` alone the last chord still rings, into the next one.
        """
        self._library.fluid_synth_all_sounds_off(self._synth, -1)
        for _ in range(100):
            if not np.any(self._samples(BLOCK)):
                return
        raise SynthesizerError("FluidSynth does not fall silent.")

    def _samples(self, n: int) -> np.ndarray:
        whole = -(-n // BLOCK) * BLOCK
        sound = np.zeros((whole, 2), dtype=np.float32)
        out = sound.ctypes.data_as(ctypes.c_void_p)
        self._library.fluid_synth_write_float(self._synth, whole, out, 0, 2, out, 1, 2)
        return np.mean(sound[:n], axis=1, dtype=float)

    def _load(self, soundfont: Path) -> int:
        if not soundfont.is_file():
            raise SynthesizerError(
                f"The soundfont {soundfont} is missing. In Debian and Ubuntu: apt-get install "
                "fluid-soundfont-gm musescore-general-soundfont"
            )
        number = self._library.fluid_synth_sfload(self._synth, bytes(soundfont), 0)
        if number < 0:
            raise SynthesizerError(f"FluidSynth cannot read the soundfont {soundfont}.")
        return int(number)


# Effects would ring on into the next chord. A channel for each instrument, beside the drums'.
_SWITCHES = {
    b"synth.reverb.active": 0,
    b"synth.chorus.active": 0,
    b"synth.midi-channels": 64,
    b"synth.cpu-cores": 1,
    b"synth.dynamic-sample-loading": 1,
}
_NUMBERS = {b"synth.sample-rate": float(RATE), b"synth.gain": GAIN}

_P, _I = ctypes.c_void_p, ctypes.c_int
_FUNCTIONS = {
    "new_fluid_settings": (_P,),
    "fluid_settings_setint": (_I, _P, ctypes.c_char_p, _I),
    "fluid_settings_setnum": (_I, _P, ctypes.c_char_p, ctypes.c_double),
    "new_fluid_synth": (_P, _P),
    "fluid_synth_sfload": (_I, _P, ctypes.c_char_p, _I),
    "fluid_synth_program_select": (_I, _P, _I, _I, _I, _I),
    "fluid_synth_pitch_bend": (_I, _P, _I, _I),
    "fluid_synth_noteon": (_I, _P, _I, _I, _I),
    "fluid_synth_all_sounds_off": (_I, _P, _I),
    "fluid_synth_write_float": (_I, _P, _I, _P, _I, _I, _P, _I, _I),
    "delete_fluid_synth": (None, _P),
    "delete_fluid_settings": (None, _P),
}
"""The type of each function's result, and of its arguments."""


def _load_library() -> ctypes.CDLL:
    name = ctypes.util.find_library("fluidsynth")
    if name is None:
        raise SynthesizerError(
            "FluidSynth is not installed. In Debian and Ubuntu: apt-get install fluidsynth; "
            "on a Mac: brew install fluid-synth"
        )
    library = ctypes.CDLL(name)
    for function, (result, *arguments) in _FUNCTIONS.items():
        getattr(library, function).restype = result
        getattr(library, function).argtypes = arguments
    return library
