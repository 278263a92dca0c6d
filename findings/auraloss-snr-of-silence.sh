#!/usr/bin/env bash
# auraloss: silence that is copied perfectly has the worst of all signal-to-noise ratios.
#
# Expected: a perfect copy has the best ratio, also where the original is silent. A soft recording has the
#   ratio of a loud one. And what is added to every sample is noise.
# What happens: 1e-8 is added to both energies, and once more to their ratio. Of silence that leaves
#   −80 dB, the same as for a copy full of noise. Of 20 dB there are 19 left at an amplitude of 1e-4,
#   and −13 at 1e-6. And both sounds lose their mean first, unless one says zero_mean=False: a copy that is 1
#   too large everywhere is as good as perfect.
# Why it matters: clips with rests in them are common. As a loss, a rest that is right costs 80, and the
#   mean over a batch says little about anything else.
#
# Seen on 2026-11-30 with auraloss 0.4.0, PyTorch 2.13.0 (CPU), Python 3.11. Output seen: `recorded`
#   below. On Linux pip may bring the build for GPUs, which takes several GB for a while.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check auraloss==0.4.0 torch==2.13.0 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import auraloss
import numpy as np
import torch


def ratio(copy, original, **options):
    """In decibels: the loss is minus the ratio."""
    copy, original = (torch.from_numpy(each).reshape(1, 1, -1) for each in (copy, original))
    return f"{-float(auraloss.time.SNRLoss(**options)(copy, original)):.0f}"


time = np.arange(1000.0)
sound, hiss, silence = np.sin(time), 0.1 * np.sin(1.7 * time**2), np.zeros(1000)
print("perfect copy", ratio(sound, sound))
print("silence, copied perfectly", ratio(silence, silence))
print("silence, copied as a sound", ratio(sound, silence))
for size in (1.0, 1e-4, 1e-6):
    print("a tenth of hiss, at", size, ratio(size * (sound + hiss), size * sound))
print("1 too large", ratio(sound + 1, sound))
print("1 too large, zero_mean=False", ratio(sound + 1, sound, zero_mean=False))
PROGRAM
) || true # an error is a change, too

recorded="perfect copy 107
silence, copied perfectly -80
silence, copied as a sound -80
a tenth of hiss, at 1.0 20
a tenth of hiss, at 0.0001 19
a tenth of hiss, at 1e-06 -13
1 too large 107
1 too large, zero_mean=False -3"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: silence, soft sounds or a constant are treated in another way now."
    exit 1
fi
echo "As recorded."
