"""Several machines, reached through Dask: the same grading processes, further away.

A run (`Crew`) gives every worker the course once, as a plugin of Dask (`Grading`), and then jobs.
The worker itself judges nothing. It starts the same grading process that a local run starts
(`GradingProcess`), hands it what comes, and survives its death.
"""

from gradus.cluster.connecting import Tell, connected
from gradus.cluster.crew import Crew
from gradus.cluster.luggage import pack_luggage
from gradus.cluster.pool import ClusterPool

__all__ = ["ClusterPool", "Crew", "Tell", "connected", "pack_luggage"]
