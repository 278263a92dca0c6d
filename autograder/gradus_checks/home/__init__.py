"""What students have on their own machine: `pytest`, the notebook, and what hands in."""
