#!/usr/bin/env bash
# Dask: a client keeps the last 1,000 messages that it has sent, with all that was in them.
#
# Expected: once tasks are done, their results fetched and their futures gone, the arguments that
#   were sent with them are gone from the client, too.
# What happens: each connection remembers its last 1,000 messages whole, for whoever looks into Dask
#   itself; only those above a megabyte are left out. Arguments of 100 kB stay, up to some 100 MB.
#   `distributed.admin.low-level-log-length` bounds it; its own text speaks of logs.
# Why it matters: who hands out ten thousand submissions, recordings or batches of a few hundred kB
#   sees the process grow with each, and finds nothing that holds on to them.
#
# Seen on 2026-11-30 with distributed 2026.8.0, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check \
    dask==2026.8.0 distributed==2026.8.0 || exit 2

cd "$folder"
saw=$(venv/bin/python - 2>/dev/null <<'PROGRAM'
import gc
import tracemalloc

import dask
from distributed import Client


def megabytes_kept(**settings):
    """After 50 tasks with 0.1 MB of arguments each, one after the other, their futures gone."""
    with dask.config.set(settings):
        with Client(processes=False, n_workers=1, dashboard_address=None) as client:
            client.submit(len, b"first", pure=False).result()
            gc.collect()
            tracemalloc.start()
            for number in range(50):
                client.submit(len, bytes([number]) * 100_000, pure=False).result()
            gc.collect()
            kept, _ = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            return kept / 1e6


print("of 5 MB of arguments at least 5 MB are kept:", megabytes_kept() > 5)
few = {"distributed.admin.low-level-log-length": 1}
print("less than 1 MB with a log of one message:", megabytes_kept(**few) < 1)
PROGRAM
) || true # an error is a change, too

recorded="of 5 MB of arguments at least 5 MB are kept: True
less than 1 MB with a log of one message: True"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: the client lets go of what it has sent."
    exit 1
fi
echo "As recorded."
