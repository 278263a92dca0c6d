#!/usr/bin/env bash
# python-soundfile: after a seek in an Ogg file the first samples may be wrong.
#
# Expected: reading 1,000 samples from a place gives those that the whole file has there. For WAV,
#   FLAC and MP3 it does.
# What happens: in Ogg Vorbis a seek from a place nearby may give a wrong beginning: tell() and the
#   number of samples are right, no error is raised, and of the 1,000 samples the first hundreds
#   differ by as much as the sound itself; then all is right again. It is the decoder's (libsndfile
#   1.2.2, which comes with python-soundfile), whose issue 885 is open.
# Why it matters: clips for training are often cut from long Ogg files by seek and read. Such a
#   clip begins with a crackle that the recording does not have. Read the whole, then cut.
#
# Seen on 2026-11-29 with soundfile 0.14.0, NumPy 2.4.6, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check soundfile==0.14.0 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import numpy as np
import soundfile

RATE = 44100
noise = 0.1 * np.random.default_rng(0).standard_normal(4 * RATE)
for name in ("noise.wav", "noise.flac", "noise.mp3", "noise.ogg"):
    soundfile.write(name, noise, RATE)
    whole, _ = soundfile.read(name)
    with soundfile.SoundFile(name) as file:
        for place in (RATE, 2 * RATE):
            file.seek(place)
            clip = file.read(1000)
            where = file.tell() - len(clip)
        error = np.abs(clip - whole[place : place + 1000])
    print(f"{name}: {len(clip)} samples from {where} on,", end=" ")
    print("wrong at the beginning" if error.max() > 0.05 else "right", end=", ")
    print("right at the end" if error[-100:].max() < 1e-4 else "wrong at the end")
PROGRAM
) || true # an error is a change, too

recorded="noise.wav: 1000 samples from 88200 on, right, right at the end
noise.flac: 1000 samples from 88200 on, right, right at the end
noise.mp3: 1000 samples from 88200 on, right, right at the end
noise.ogg: 1000 samples from 88200 on, wrong at the beginning, right at the end"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: a seek in one of these files ends elsewhere now."
    exit 1
fi
echo "As recorded."
