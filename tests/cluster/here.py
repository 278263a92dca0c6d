"""A cluster within the process of the tests: what is slow about one is that it starts processes."""

from collections.abc import Iterator
from contextlib import contextmanager

from distributed import Client, LocalCluster
from gradebook.fake_class import FakeSource

from gradus.cluster import ClusterPool
from gradus.cluster.connecting import quiet
from gradus.gradebook import Pool, PoolFactory


@contextmanager
def cluster_here() -> Iterator[Client]:
    """A scheduler and one worker, whose grading processes are processes all the same."""
    with (
        quiet(),
        LocalCluster(
            n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def pools_on(client: Client, source: FakeSource) -> PoolFactory:
    """To grade there."""

    def pool(_jobs: int) -> Pool:
        return ClusterPool(client, source, print)

    return pool
