"""Giving all workers of a cluster what a run needs: those that are there, and those that come."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from distributed import Client

import gradus
from gradus.cluster.grading import Grading, unlock
from gradus.cluster.luggage import Luggage, Parcel, seal
from gradus.cluster.muster import Muster


class Enrolment:
    """The plugin of one run, which is sealed, and its key, which each worker is given by itself."""

    def __init__(
        self,
        client: Client,
        run: str,
        versions: Mapping[str, str],
        luggage: Luggage,
        muster: Muster,
    ) -> None:
        self._client = client
        self._run = run
        self._muster = muster
        sealed, self._key = seal(luggage)
        self._plugin = Grading(run, versions, sealed)
        self._numbers = count()
        self._under_way: dict[str, Any] = {}

    def begin(self) -> None:
        """Hand out the plugin. Raises what Dask raises where the connection is lost."""
        try:
            self._client.register_plugin(self._plugin, name=self._run)
        except Exception as error:
            if self._client.status != "running":
                raise
            # Some cannot load it, as Dask says of the first. The others have it all the same.
            self._refuse_strangers(str(error))

    def give_key(self, worker: str) -> None:
        """To a worker that has asked for it."""
        self._under_way[worker] = self._client.submit(
            unlock,
            self._run,
            Parcel(self._key),
            key=f"{self._run}-key-{next(self._numbers)}",
            workers=[worker],
            pure=False,
        )

    def has_key(self, worker: str) -> None:
        """The worker has it."""
        self._under_way.pop(worker, None)

    def end(self) -> None:
        """Take the plugin back, everywhere. Raises what Dask raises."""
        self._client.unregister_worker_plugin(self._run)

    def _refuse_strangers(self, error: str) -> None:
        packages = ["gradus-course", "cryptography"]
        workers = self._client.get_versions(packages=packages)["workers"]
        for worker, found in workers.items():
            there = found["packages"].get("gradus-course")
            if there != gradus.__version__:
                has = f"Gradus {there}" if there else "no Gradus"
                problem = f"it has {has}, and this run {gradus.__version__}"
            elif not found["packages"].get("cryptography"):
                problem = f"it cannot load what it needs, {error}"
            else:
                continue
            cure = f"pip install 'gradus-course[cluster]=={gradus.__version__}'"
            self._muster.refuse(worker, f"{problem}. Install it there: {cure}")
