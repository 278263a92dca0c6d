#!/usr/bin/env bash
# PyTorch: ReduceLROnPlateau never sees a plateau of negative losses.
#
# Expected: a loss that stays the same for longer than `patience` epochs is a plateau, whatever its
#   sign, and the learning rate falls.
# What happens: by default better means below best * (1 - 1e-4). Of a negative best that is a larger
#   number, so the very same loss counts as an improvement, and so does one that is a little worse.
#   Losses of 1 are a plateau after four epochs; losses of -1 never are, without a warning.
# Why it matters: log likelihoods of densities, SI-SDR for source separation and many other
#   objectives in audio are negative losses. The schedule silently does nothing. threshold_mode="abs"
#   works for both, and so does a loss shifted above 0.
#
# Seen on 2026-11-30 with PyTorch 2.13.0 (CPU), Python 3.11. Output seen: `recorded` below. On Linux
#   pip may bring the build for GPUs, which takes several GB for a while.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check torch==2.13.0 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import torch


def rates(loss, **options):
    weight = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=1.0)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, patience=2, **options)
    for _ in range(8):
        optimizer.step()
        schedule.step(loss)
        yield optimizer.param_groups[0]["lr"]


for loss in (1.0, -1.0):
    print(loss, *(f"{rate:g}" for rate in rates(loss)))
print(-1.0, "abs", *(f"{rate:g}" for rate in rates(-1.0, threshold_mode="abs")))
PROGRAM
) || true # an error is a change, too

recorded="1.0 1 1 1 0.1 0.1 0.1 0.01 0.01
-1.0 1 1 1 1 1 1 1 1
-1.0 abs 1 1 1 0.1 0.1 0.1 0.01 0.01"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: a plateau of negative losses is noticed now."
    exit 1
fi
echo "As recorded."
