#!/usr/bin/env bash
# torchmetrics: silence that is copied perfectly has 0 dB, and a soft clip in float32 hardly more.
#
# Expected: a perfect copy has the best ratio, also where the original is silent. A soft recording has
#   the ratio of a loud one.
# What happens: the epsilon of the dtype is added to both energies. Of silence that leaves 1, so 0 dB: no
#   better than a sound of which nothing was copied. In float32, the usual dtype, a clip whose copy is off
#   by a tenth has 20 dB, but 15 at an amplitude of 1e-4, and 0 at 1e-6. In float64 it keeps its 20.
# Why it matters: rests and fade-outs are common, and so are short excerpts. The mean over the clips of an
#   album falls for each rest that is right, and two dtypes rank two codecs differently.
#
# Seen on 2026-11-30 with torchmetrics 1.9.0, PyTorch 2.13.0 (CPU), Python 3.11. Output seen: `recorded`
#   below. On Linux pip may bring the build for GPUs, which takes several GB for a while.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check torchmetrics==1.9.0 torch==2.13.0 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import numpy as np
import torch
from torchmetrics.functional.audio import signal_noise_ratio


def ratios(copy, original):
    """In float64 and in float32."""
    for dtype in (np.float64, np.float32):
        pair = (torch.from_numpy(each.astype(dtype)) for each in (copy, original))
        yield f"{dtype.__name__} {float(signal_noise_ratio(*pair)):.0f}"


time = np.arange(1000.0)
sound, hiss, silence = np.sin(time), 0.1 * np.sin(1.7 * time**2), np.zeros(1000)
print("perfect copy:", *ratios(sound, sound))
print("silence, copied perfectly:", *ratios(silence, silence))
print("silence, copied as a sound:", *ratios(sound, silence))
for size in (1.0, 1e-4, 1e-6):
    print(f"a tenth of hiss, at {size}:", *ratios(size * (sound + hiss), size * sound))
PROGRAM
) || true # an error is a change, too

recorded="perfect copy: float64 184 float32 96
silence, copied perfectly: float64 0 float32 0
silence, copied as a sound: float64 -184 float32 -96
a tenth of hiss, at 1.0: float64 20 float32 20
a tenth of hiss, at 0.0001: float64 20 float32 15
a tenth of hiss, at 1e-06: float64 20 float32 0"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: silence or soft sounds are treated in another way now."
    exit 1
fi
echo "As recorded."
